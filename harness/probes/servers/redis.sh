#!/usr/bin/env bash
# Starts Redis with PASSWORD; its setting travels on stdin, so that it is in no argument list.
set -euo pipefail

printf 'bind 0.0.0.0\nsave ""\nrequirepass %s\n' "$PASSWORD" | exec redis-server -
