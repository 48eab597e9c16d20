-- Up Migration
-- An admin enters with a second factor; its secret is sealed like any record, and no code is taken twice.
ALTER TABLE users
  ADD COLUMN role text NOT NULL DEFAULT 'member' CHECK (role IN ('admin', 'member')),
  ADD COLUMN totp bytea,
  ADD COLUMN totp_step bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT users_admin_has_second_factor CHECK (role <> 'admin' OR totp IS NOT NULL);
GRANT UPDATE (totp_step) ON users TO pazpaz_app;

-- Down Migration
REVOKE UPDATE (totp_step) ON users FROM pazpaz_app;
ALTER TABLE users
  DROP CONSTRAINT users_admin_has_second_factor,
  DROP COLUMN totp_step, DROP COLUMN totp, DROP COLUMN role;
