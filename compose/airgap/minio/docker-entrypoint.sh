#!/bin/sh
# Options and subcommands alone mean the server.
set -eu

if [ "${1:-}" != minio ]; then
  if [ -n "${1:-}" ]; then set -- minio "$@"; fi
fi
exec "$@"
