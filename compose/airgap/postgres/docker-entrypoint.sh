#!/bin/bash
# Prepares the data folder as the user postgres, once, and becomes the server.
set -euo pipefail

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

starts_the_server() {
  if [[ ${1:-} != postgres ]]; then return 1; fi
  local argument
  for argument in "$@"; do
    case "$argument" in -\? | --help | -V | --version | --describe-config) return 1 ;; esac
  done
}

drop_root() {
  mkdir -p "$PGDATA" /var/run/postgresql
  chmod 0700 "$PGDATA"
  find "$PGDATA" /var/run/postgresql \! -user postgres -exec chown postgres '{}' +
  exec setpriv --reuid postgres --regid postgres --init-groups -- "$0" "$@"
}

claim_data_folder() {
  mkdir -p "$PGDATA"
  if [[ ! -O $PGDATA ]]; then
    fail "PGDATA: expected $PGDATA to be owned by uid $(id -u), found uid $(stat -c %u "$PGDATA")" \
      'Change the owner of the folder that is mounted there.'
  fi
  chmod 0700 "$PGDATA"
}

# The server's compiled default is /tmp; a config file or an option still decides.
name_the_socket_folder() {
  local folder
  folder=$(postgres -C unix_socket_directories "${@:2}")
  if [[ $folder == /tmp ]]; then set -- "$@" -c unix_socket_directories=/var/run/postgresql; fi
  arguments=("$@")
}

if [[ ${1:-} == -* ]]; then set -- postgres "$@"; fi
arguments=("$@")
if starts_the_server "$@"; then
  if [[ $(id -u) == 0 ]]; then drop_root "$@"; fi
  claim_data_folder
  if [[ ! -s $PGDATA/PG_VERSION ]]; then docker-first-start.sh "${@:2}"; fi
  name_the_socket_folder "$@"
fi
exec "${arguments[@]}"
