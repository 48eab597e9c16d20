#!/bin/bash
# Makes the database cluster and runs what is in /docker-entrypoint-initdb.d; the arguments are the server's.
set -euo pipefail

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Sets a variable from itself, from the file that its _FILE form names, or to a default.
from_file() {
  local name=$1 form=$1_FILE default=${2:-}
  if [[ -n ${!name:-} && -n ${!form:-} ]]; then
    fail "$name: expected one of $name and $form, found both" 'Unset one of them.'
  fi
  local value=${!name:-$default}
  if [[ -n ${!form:-} ]]; then value=$(<"${!form}"); fi
  export "$name=$value"
  unset "$form"
}

read_settings() {
  from_file POSTGRES_PASSWORD
  from_file POSTGRES_USER postgres
  from_file POSTGRES_DB "$POSTGRES_USER"
  from_file POSTGRES_INITDB_ARGS
  : "${POSTGRES_HOST_AUTH_METHOD:=}"
  if [[ -z $POSTGRES_PASSWORD && $POSTGRES_HOST_AUTH_METHOD != trust ]]; then
    fail 'POSTGRES_PASSWORD: expected a password for the superuser, found none' \
      'Set POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE (POSTGRES_HOST_AUTH_METHOD=trust lets everyone in).'
  fi
}

make_cluster() {
  local extra
  read -ra extra <<<"$POSTGRES_INITDB_ARGS"
  if [[ -n ${POSTGRES_INITDB_WALDIR:-} ]]; then extra+=(--waldir "$POSTGRES_INITDB_WALDIR"); fi
  if [[ -n $POSTGRES_PASSWORD ]]; then
    initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${extra[@]}"
  else
    initdb --username="$POSTGRES_USER" "${extra[@]}"
  fi
}

admit_hosts() {
  local method=$POSTGRES_HOST_AUTH_METHOD
  if [[ -z $method ]]; then method=$(postgres -C password_encryption "$@"); fi
  printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"
}

# Reachable by its socket only, so that no client mistakes it for the server that is ready.
start_privately() {
  set -- "$@" -c listen_addresses='' -c unix_socket_directories=/var/run/postgresql
  PGUSER=$POSTGRES_USER pg_ctl -o "$(printf '%q ' "$@")" -w start
}

# Named as in the official image, for the scripts that are sourced below.
docker_process_sql() {
  PGHOST=/var/run/postgresql psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --no-password \
    --dbname "$POSTGRES_DB" "$@"
}

make_database() {
  if [[ $POSTGRES_DB == postgres ]]; then return; fi
  docker_process_sql --dbname postgres --set db="$POSTGRES_DB" <<<'create database :"db";'
}

# What is not executable is sourced, and so has this script's functions and variables.
run_shell() {
  if [[ -x $1 ]]; then
    "$1"
  else
    # shellcheck source=/dev/null
    source "$1"
  fi
}

run_script() {
  echo "$0: running $1"
  case "$1" in
  *.sh) run_shell "$1" ;;
  *.sql) docker_process_sql -f "$1" ;;
  *.sql.gz) gunzip -c "$1" | docker_process_sql ;;
  *.sql.xz) xzcat "$1" | docker_process_sql ;;
  *.sql.zst) zstd -dc "$1" | docker_process_sql ;;
  *) echo "$0: ignoring $1" ;;
  esac
}

read_settings
make_cluster
admit_hosts "$@"
export PGPASSWORD=$POSTGRES_PASSWORD
start_privately "$@"
make_database
shopt -s nullglob
for script in /docker-entrypoint-initdb.d/*; do run_script "$script"; done
pg_ctl -m fast -w stop
