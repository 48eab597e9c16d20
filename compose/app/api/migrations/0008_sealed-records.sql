-- Up Migration
-- What tells who a client is, is sealed under a key of the workspace; that key lies here wrapped by one that does not.
-- Rows of a version that sealed nothing stay readable.
ALTER TABLE workspaces ADD COLUMN data_key text;
GRANT UPDATE (data_key) ON workspaces TO pazpaz_app;

DROP INDEX clients_by_name;
ALTER TABLE clients
  ADD COLUMN sealed bytea,
  ALTER COLUMN name DROP NOT NULL,
  ADD CONSTRAINT clients_told_or_sealed CHECK (name IS NOT NULL OR sealed IS NOT NULL);
ALTER TABLE attachments
  ADD COLUMN sealed bytea,
  ALTER COLUMN name DROP NOT NULL,
  ADD CONSTRAINT attachments_told_or_sealed CHECK (name IS NOT NULL OR sealed IS NOT NULL);

-- Down Migration
-- Without its key nothing that is sealed can be read again: such a row keeps its place and loses its name.
UPDATE clients SET name = '(sealed)' WHERE name IS NULL;
UPDATE attachments SET name = '(sealed)' WHERE name IS NULL;
ALTER TABLE attachments
  DROP CONSTRAINT attachments_told_or_sealed, ALTER COLUMN name SET NOT NULL, DROP COLUMN sealed;
ALTER TABLE clients
  DROP CONSTRAINT clients_told_or_sealed, ALTER COLUMN name SET NOT NULL, DROP COLUMN sealed;
CREATE INDEX clients_by_name ON clients (workspace_id, name);
REVOKE UPDATE (data_key) ON workspaces FROM pazpaz_app;
ALTER TABLE workspaces DROP COLUMN data_key;
