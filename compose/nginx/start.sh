#!/bin/sh
# Prepares what the edge's configuration includes, then becomes Nginx.
set -eu

refuse_bad_domain() {
  case "$DOMAIN" in
  '' | .* | *. | *..* | *[!a-z0-9.-]*)
    echo "DOMAIN: expected a lower-case host name, found '$DOMAIN'; set it in .env.production" >&2
    exit 2
    ;;
  esac
}

# Nginx reads no environment variables: its name comes by a file.
write_server_name() {
  printf 'server_name %s;\n' "$DOMAIN" >/run/nginx/server-name.conf
}

# Whoever switches upstreams later writes this file; only an empty volume gets the default.
fill_empty_volume() {
  if [ ! -e /var/tmp/upstreams.conf ]; then
    cp /etc/nginx/upstreams.default.conf /var/tmp/upstreams.conf.new
    mv /var/tmp/upstreams.conf.new /var/tmp/upstreams.conf
  fi
}

refuse_bad_domain
write_server_name
fill_empty_volume
exec nginx -g 'daemon off;'
