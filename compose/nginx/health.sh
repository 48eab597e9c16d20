#!/bin/sh
# Healthy when the edge's own TLS server answers by its name, and reaches web and API.
set -eu

# The private authority's certificate counts, and so does a public one.
exec curl --fail --fail-early --silent --show-error --max-time 3 \
  --cacert /etc/edge-tls/ca.crt --capath /etc/ssl/certs --resolve "$DOMAIN:443:127.0.0.1" \
  "https://$DOMAIN/health" "https://$DOMAIN/" "https://$DOMAIN/api/v1/health" >/dev/null
