-- Up Migration
-- One note an appointment: subjective, objective, assessment and plan, sealed as one. Signed, it stays as it is.
CREATE TABLE notes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL,
  appointment_id uuid NOT NULL,
  sealed bytea NOT NULL,
  signed_by uuid,
  signed_at timestamptz,
  written_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT notes_one_an_appointment UNIQUE (workspace_id, appointment_id),
  CONSTRAINT notes_signed_by_somebody CHECK ((signed_by IS NULL) = (signed_at IS NULL)),
  FOREIGN KEY (workspace_id, appointment_id) REFERENCES appointments (workspace_id, id),
  FOREIGN KEY (workspace_id, signed_by) REFERENCES users (workspace_id, id)
);

CREATE FUNCTION refuse_change_of_signed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a signed note stays as it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'notes_signed';
END $$;

CREATE TRIGGER notes_signed BEFORE UPDATE ON notes
FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION refuse_change_of_signed_note();

GRANT SELECT, INSERT, UPDATE (sealed, signed_by, signed_at, written_at) ON notes TO pazpaz_app;

-- Down Migration
DROP TABLE notes;
DROP FUNCTION refuse_change_of_signed_note();
