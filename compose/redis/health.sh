#!/bin/sh
# Healthy when Redis takes the real password and answers exactly PONG.
set -eu

REDISCLI_AUTH="$(cat /run/secrets/redis_password)"
export REDISCLI_AUTH
answer="$(timeout 3 redis-cli -h 127.0.0.1 -p 6379 ping)"
if [ "$answer" != PONG ]; then
  echo "redis: expected PONG, found '$answer'" >&2
  exit 1
fi
