#!/bin/bash
# Starts Redis as the user redis, with the official image's defaults.
set -euo pipefail

# Arguments that begin with an option or a config file mean the server.
name_the_server() {
  case "${1:-}" in
  -* | *.conf) arguments=(redis-server "$@") ;;
  *) arguments=("$@") ;;
  esac
}

# The official image is compiled with protected-mode off; a config file or an option still decides.
open_by_default() {
  case " ${arguments[*]} " in *' --protected-mode '*) return ;; esac
  local file="${arguments[1]:-}"
  if [[ -f $file ]] && grep -Eqi '^[[:space:]]*protected-mode[[:space:]]' "$file"; then return; fi
  arguments+=(--protected-mode no)
}

drop_root() {
  find . \! -user redis -exec chown redis '{}' +
  exec setpriv --reuid redis --regid redis --clear-groups -- "$0" "${arguments[@]}"
}

name_the_server "$@"
if [[ ${arguments[0]} == redis-server && $(id -u) == 0 ]]; then drop_root; fi
if [[ ${arguments[0]} == redis-server ]]; then open_by_default; fi
if [[ $(umask) == 0022 ]]; then umask 0077; fi
exec "${arguments[@]}"
