#!/usr/bin/env bash
# Starts PostgreSQL with TLS for the name `db`; log-in by PASSWORD over TLS only.
set -euo pipefail

bin=$(pg_config --bindir 2>/dev/null || echo /usr/lib/postgresql/*/bin)
data=/tmp/data
install -d -o postgres "$data"
cd "$data"
printf '%s' "$PASSWORD" >/tmp/password
chown postgres /tmp/password
setpriv --reuid postgres --regid postgres --clear-groups "$bin/initdb" -D "$data" --pwfile /tmp/password \
  --auth-local=trust --auth-host=scram-sha-256 >/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 1 -subj /CN=db \
  -addext subjectAltName=DNS:db -keyout server.key -out server.crt 2>/dev/null
chown postgres server.key server.crt
printf 'hostssl all all all scram-sha-256\n' >pg_hba.conf
exec setpriv --reuid postgres --regid postgres --clear-groups "$bin/postgres" -D "$data" \
  -c ssl=on -c listen_addresses='*' -c unix_socket_directories=/tmp
