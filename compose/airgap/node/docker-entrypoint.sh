#!/bin/sh
# Runs node with the arguments, unless the first one is a command of the image.
set -eu

if [ "${1#-}" != "$1" ] || ! command -v "$1" >/dev/null; then
  set -- node "$@"
elif [ -f "$1" ] && [ ! -x "$1" ]; then
  set -- node "$@"
fi

exec "$@"
