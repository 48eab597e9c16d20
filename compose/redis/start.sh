#!/bin/sh
# Writes who may log in, from the password's file, then becomes Redis.
set -eu

# Only the hash is written, and into memory. Nobody empties, reconfigures or spies by network.
write_access() {
  hash="$(printf %s "$(cat /run/secrets/redis_password)" | sha256sum)"
  umask 077
  {
    printf 'user default reset on #%s ~* &* +@all -@admin -flushall -flushdb -swapdb' "${hash%% *}"
    printf ' +client|list +config|get +bgsave +bgrewriteaof\n'
  } >/run/redis/auth.conf
}

if [ ! -s /run/secrets/redis_password ]; then
  echo 'redis_password: expected a password, found an empty or unreadable file' >&2
  exit 2
fi
write_access
exec redis-server /etc/redis/redis.conf
