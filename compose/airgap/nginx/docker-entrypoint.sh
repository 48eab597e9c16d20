#!/bin/sh
# Runs the scripts of /docker-entrypoint.d before Nginx, then becomes the command.
set -eu

say() {
  if [ -z "${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then echo "$0: $*"; fi
}

run_hooks() {
  for hook in /docker-entrypoint.d/*; do
    case "$hook" in
    *.envsh)
      say "Sourcing $hook"
      # shellcheck source=/dev/null
      . "$hook"
      ;;
    *.sh)
      say "Launching $hook"
      "$hook"
      ;;
    *) say "Ignoring $hook" ;;
    esac
  done
}

case "${1:-}" in
nginx | nginx-debug) run_hooks ;;
esac

exec "$@"
