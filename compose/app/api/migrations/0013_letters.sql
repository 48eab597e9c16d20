-- Up Migration
-- A letter asks for a password: of whoever has forgotten theirs (`user_id`), or of whom an admin invites. Its token is
-- made where it is mailed; here is only its SHA-256, and it is good once.
CREATE TABLE letters (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL REFERENCES workspaces (id),
  user_id uuid,
  email text NOT NULL,
  token_sha256 bytea UNIQUE,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id)
);
CREATE INDEX letters_of_workspace ON letters (workspace_id, user_id);

ALTER TABLE letters ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON letters TO pazpaz_app USING (workspace_id = current_workspace());
GRANT SELECT, INSERT ON letters TO pazpaz_app;
GRANT UPDATE (token_sha256, used_at) ON letters TO pazpaz_app;
GRANT UPDATE (password_hash) ON users TO pazpaz_app;

-- Who opens a letter has no workspace yet.
CREATE FUNCTION letter_of(token_sha256 bytea) RETURNS TABLE (letter_id uuid, workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
BEGIN ATOMIC
  SELECT l.id, l.workspace_id FROM letters AS l WHERE l.token_sha256 = letter_of.token_sha256;
END;
REVOKE ALL ON FUNCTION letter_of(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION letter_of(bytea) TO pazpaz_app;

-- Down Migration
DROP FUNCTION letter_of(bytea);
REVOKE UPDATE (password_hash) ON users FROM pazpaz_app;
DROP TABLE letters;
