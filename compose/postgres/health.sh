#!/bin/sh
# Healthy when the app's real password opens an encrypted connection to the server that its certificate names.
set -eu

PGPASSWORD="$(cat /run/secrets/db_app_password)"
export PGPASSWORD
# The name is checked against the certificate; the address keeps the question inside this container.
answer="$(timeout 4 psql --no-psqlrc --tuples-only --no-align --command 'select 1' \
  'host=db hostaddr=127.0.0.1 port=5432 dbname=pazpaz user=pazpaz_app sslmode=verify-full sslrootcert=/etc/database-tls/ca.crt connect_timeout=3')"
if [ "$answer" != 1 ]; then
  echo "database: expected 1, found '$answer'" >&2
  exit 1
fi
