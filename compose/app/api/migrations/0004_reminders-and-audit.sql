-- Up Migration
CREATE TABLE reminders (
  appointment_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  remind_at timestamptz NOT NULL,
  sent_at timestamptz,
  FOREIGN KEY (workspace_id, appointment_id) REFERENCES appointments (workspace_id, id)
);

-- Who did what to whose record (HIPAA 164.312(b)). The application may add a row, never change one.
CREATE TABLE audit_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspaces (id),
  user_id uuid NOT NULL,
  action text NOT NULL,
  subject_id uuid,
  at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id)
);

CREATE INDEX audit_events_by_time ON audit_events (workspace_id, at);

GRANT SELECT, INSERT ON reminders, audit_events TO pazpaz_app;
GRANT UPDATE (sent_at) ON reminders TO pazpaz_app;

-- Down Migration
DROP TABLE audit_events;
DROP TABLE reminders;
