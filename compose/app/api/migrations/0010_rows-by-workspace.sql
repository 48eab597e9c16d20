-- Up Migration
-- The application role sees the rows of one workspace at a time, the one that its transaction names; unnamed, none.
-- A query that forgets its workspace then finds nothing, instead of everybody's records.
CREATE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE
RETURN nullif(current_setting('pazpaz.workspace', true), '')::uuid;

ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE clients ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointments ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminders ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachments ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_workspace ON workspaces TO pazpaz_app USING (id = current_workspace());
CREATE POLICY own_workspace ON users TO pazpaz_app USING (workspace_id = current_workspace());
CREATE POLICY own_workspace ON clients TO pazpaz_app USING (workspace_id = current_workspace());
CREATE POLICY own_workspace ON appointments TO pazpaz_app USING (workspace_id = current_workspace());
CREATE POLICY own_workspace ON reminders TO pazpaz_app USING (workspace_id = current_workspace());
CREATE POLICY own_workspace ON attachments TO pazpaz_app USING (workspace_id = current_workspace());
CREATE POLICY own_workspace ON notes TO pazpaz_app USING (workspace_id = current_workspace());
CREATE POLICY own_workspace ON audit_events TO pazpaz_app USING (workspace_id = current_workspace());

-- Who logs in has no workspace yet.
CREATE FUNCTION log_in_of(address text) RETURNS TABLE (user_id uuid, workspace_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
BEGIN ATOMIC
  SELECT u.id, u.workspace_id, u.password_hash FROM users AS u WHERE u.email = lower(address);
END;
REVOKE ALL ON FUNCTION log_in_of(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log_in_of(text) TO pazpaz_app;

-- Down Migration
DROP FUNCTION log_in_of(text);
DROP POLICY own_workspace ON audit_events;
DROP POLICY own_workspace ON notes;
DROP POLICY own_workspace ON attachments;
DROP POLICY own_workspace ON reminders;
DROP POLICY own_workspace ON appointments;
DROP POLICY own_workspace ON clients;
DROP POLICY own_workspace ON users;
DROP POLICY own_workspace ON workspaces;
ALTER TABLE audit_events DISABLE ROW LEVEL SECURITY;
ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
ALTER TABLE attachments DISABLE ROW LEVEL SECURITY;
ALTER TABLE reminders DISABLE ROW LEVEL SECURITY;
ALTER TABLE appointments DISABLE ROW LEVEL SECURITY;
ALTER TABLE clients DISABLE ROW LEVEL SECURITY;
ALTER TABLE users DISABLE ROW LEVEL SECURITY;
ALTER TABLE workspaces DISABLE ROW LEVEL SECURITY;
DROP FUNCTION current_workspace();
