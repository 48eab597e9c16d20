-- Up Migration
-- A workspace that belongs to nobody: smoke tests of a deploy work in it, and may take away what they have made.
ALTER TABLE workspaces ADD COLUMN synthetic boolean NOT NULL DEFAULT false;

-- The application itself may delete nothing. Audit rows stay.
CREATE FUNCTION clear_synthetic_workspace() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  own uuid := current_workspace();
BEGIN
  IF NOT EXISTS (SELECT FROM workspaces WHERE id = own AND synthetic) THEN
    RETURN false;
  END IF;
  DELETE FROM notes WHERE workspace_id = own;
  DELETE FROM reminders WHERE workspace_id = own;
  DELETE FROM attachments WHERE workspace_id = own;
  DELETE FROM appointments WHERE workspace_id = own;
  DELETE FROM clients WHERE workspace_id = own;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION clear_synthetic_workspace() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clear_synthetic_workspace() TO pazpaz_app;

-- Down Migration
DROP FUNCTION clear_synthetic_workspace();
ALTER TABLE workspaces DROP COLUMN synthetic;
