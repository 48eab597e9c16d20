-- First start only: who may log in. The owner owns the schema, the app owns nothing; migrations grant.
-- Not even a failed statement may bring a password into the log.
SET log_min_error_statement = 'panic';
SET log_statement = 'none';

\set owner_password `cat /run/secrets/db_owner_password`
\set app_password `cat /run/secrets/db_app_password`

CREATE ROLE pazpaz_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE pazpaz_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'app_password';

ALTER DATABASE pazpaz OWNER TO pazpaz_owner;
REVOKE ALL ON DATABASE pazpaz FROM PUBLIC;
GRANT CONNECT ON DATABASE pazpaz TO pazpaz_app;
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
REVOKE CONNECT ON DATABASE template1 FROM PUBLIC;

ALTER SCHEMA public OWNER TO pazpaz_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO pazpaz_app;
