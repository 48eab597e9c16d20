-- Up Migration
GRANT USAGE ON SCHEMA public TO pazpaz_app;

CREATE TABLE workspaces (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL REFERENCES workspaces (id),
  email text NOT NULL CHECK (email = lower(email)),
  password_hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_email_key UNIQUE (email),
  UNIQUE (workspace_id, id)
);

GRANT SELECT, INSERT ON workspaces, users TO pazpaz_app;

-- Down Migration
DROP TABLE users;
DROP TABLE workspaces;
REVOKE USAGE ON SCHEMA public FROM pazpaz_app;
