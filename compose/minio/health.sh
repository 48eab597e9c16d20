#!/bin/sh
# Healthy when this server, by its name and with its certificate, can write.
set -eu

curl --fail --silent --show-error --max-time 3 --output /dev/null \
  --cacert /etc/minio/certs/ca.crt --connect-to minio:9000:127.0.0.1:9000 \
  https://minio:9000/minio/health/cluster
