-- Up Migration
-- Each row holds the hash of the one before it in its workspace: whoever edits one breaks the chain from there on.
-- What a chain cannot tell is that its end was cut off.
ALTER TABLE audit_events ADD COLUMN position bigint, ADD COLUMN previous bytea, ADD COLUMN hash bytea;

CREATE FUNCTION audit_hash(event audit_events) RETURNS bytea LANGUAGE sql STABLE
SET search_path = pg_catalog, public
RETURN sha256(convert_to(
  jsonb_build_array(
    encode(event.previous, 'hex'), event.position, event.workspace_id, event.user_id, event.action,
    event.subject_id, (extract(epoch FROM event.at) * 1000000)::bigint
  )::text, 'UTF8'));

-- It reads the row before, whatever the role that adds one may read. Writers of one workspace wait for each other.
CREATE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit ' || NEW.workspace_id, 0));
  SELECT position, hash INTO last FROM audit_events
  WHERE workspace_id = NEW.workspace_id ORDER BY position DESC LIMIT 1;
  NEW.position := coalesce(last.position, 0) + 1;
  NEW.previous := coalesce(last.hash, ''::bytea);
  NEW.hash := audit_hash(NEW);
  RETURN NEW;
END $$;

-- The position of the first row that is not as it was written; null while the chain holds.
CREATE FUNCTION audit_break(workspace uuid) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public
RETURN (
  SELECT min(due) FROM (
    SELECT event, lag(event.hash, 1, ''::bytea) OVER chain AS before, row_number() OVER chain AS due
    FROM audit_events AS event WHERE workspace_id = workspace
    WINDOW chain AS (ORDER BY event.position)
  ) AS links
  WHERE (event).position <> due OR (event).previous <> before OR (event).hash <> audit_hash(event)
);

-- What is there already is chained in the order in which it came.
DO $$
DECLARE
  event audit_events;
  last record;
BEGIN
  FOR event IN SELECT * FROM audit_events ORDER BY id LOOP
    SELECT position, hash INTO last FROM audit_events
    WHERE workspace_id = event.workspace_id AND position IS NOT NULL ORDER BY position DESC LIMIT 1;
    event.position := coalesce(last.position, 0) + 1;
    event.previous := coalesce(last.hash, ''::bytea);
    UPDATE audit_events SET position = event.position, previous = event.previous, hash = audit_hash(event)
    WHERE id = event.id;
  END LOOP;
END $$;

ALTER TABLE audit_events
  ALTER COLUMN position SET NOT NULL,
  ALTER COLUMN previous SET NOT NULL,
  ALTER COLUMN hash SET NOT NULL,
  ADD CONSTRAINT audit_events_position_key UNIQUE (workspace_id, position);

CREATE TRIGGER audit_events_chain BEFORE INSERT ON audit_events
FOR EACH ROW EXECUTE FUNCTION chain_audit_event();

-- Down Migration
DROP TRIGGER audit_events_chain ON audit_events;
DROP FUNCTION audit_break(uuid);
DROP FUNCTION chain_audit_event();
DROP FUNCTION audit_hash(audit_events);
ALTER TABLE audit_events
  DROP CONSTRAINT audit_events_position_key,
  DROP COLUMN position, DROP COLUMN previous, DROP COLUMN hash;
