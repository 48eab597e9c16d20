-- Up Migration
CREATE TABLE clients (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL REFERENCES workspaces (id),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  email text,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, id)
);

CREATE INDEX clients_by_name ON clients (workspace_id, name);

GRANT SELECT, INSERT ON clients TO pazpaz_app;

-- Down Migration
DROP TABLE clients;
