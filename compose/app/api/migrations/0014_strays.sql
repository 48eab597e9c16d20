-- Up Migration
-- Two smoke tests at once work in one workspace: each takes away its own clients, and those that a dead one has left.
CREATE FUNCTION clear_synthetic_clients(made_before timestamptz, only_client uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  own uuid := current_workspace();
  gone uuid[];
  booked uuid[];
BEGIN
  IF NOT EXISTS (SELECT FROM workspaces WHERE id = own AND synthetic) THEN
    RETURN false;
  END IF;
  gone := ARRAY(SELECT id FROM clients WHERE workspace_id = own AND created_at <= made_before
    AND (only_client IS NULL OR id = only_client));
  booked := ARRAY(SELECT id FROM appointments WHERE workspace_id = own AND client_id = ANY (gone));
  DELETE FROM notes WHERE workspace_id = own AND appointment_id = ANY (booked);
  DELETE FROM reminders WHERE workspace_id = own AND appointment_id = ANY (booked);
  DELETE FROM attachments WHERE workspace_id = own AND client_id = ANY (gone);
  DELETE FROM appointments WHERE workspace_id = own AND id = ANY (booked);
  DELETE FROM clients WHERE workspace_id = own AND id = ANY (gone);
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION clear_synthetic_clients(timestamptz, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clear_synthetic_clients(timestamptz, uuid) TO pazpaz_app;
-- The API before this one calls it until the last of them is gone.
COMMENT ON FUNCTION clear_synthetic_workspace() IS 'superseded by clear_synthetic_clients';

-- Down Migration
COMMENT ON FUNCTION clear_synthetic_workspace() IS NULL;
DROP FUNCTION clear_synthetic_clients(timestamptz, uuid);
