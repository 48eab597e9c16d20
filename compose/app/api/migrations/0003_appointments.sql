-- Up Migration
-- The foreign key holds the workspace too: an appointment can never name another workspace's client.
CREATE TABLE appointments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL REFERENCES workspaces (id),
  client_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT appointments_end_after_start CHECK (ends_at > starts_at),
  CONSTRAINT appointments_client_fkey FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id),
  UNIQUE (workspace_id, id)
);

CREATE INDEX appointments_by_start ON appointments (workspace_id, starts_at);

GRANT SELECT, INSERT ON appointments TO pazpaz_app;

-- Down Migration
DROP TABLE appointments;
