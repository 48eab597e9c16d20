-- Up Migration
-- The content is an object of its own, named by workspace, client and id; here is what must be known of it.
CREATE TABLE attachments (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  client_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  size integer NOT NULL CHECK (size BETWEEN 1 AND 10485760),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  added_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);

CREATE INDEX attachments_by_client ON attachments (workspace_id, client_id, added_at);

GRANT SELECT, INSERT ON attachments TO pazpaz_app;

-- Down Migration
DROP TABLE attachments;
