-- Up Migration
-- A therapist sees one client at a time, and a form that is sent twice makes one appointment.
CREATE EXTENSION btree_gist;
ALTER TABLE appointments ADD CONSTRAINT appointments_no_overlap
  EXCLUDE USING gist (workspace_id WITH =, tstzrange(starts_at, ends_at) WITH &&);

-- Down Migration
ALTER TABLE appointments DROP CONSTRAINT appointments_no_overlap;
DROP EXTENSION btree_gist;
