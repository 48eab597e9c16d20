#!/bin/sh
# Makes the bucket, and the user that may use that bucket alone. Run again, it changes nothing.
set -eu

readonly bucket=attachments user=pazpaz-api
config=$(mktemp -d)
# The client trusts what lies in this folder, and reads the root credentials from its environment.
mkdir -p "$config/certs/CAs"
cp /etc/minio/certs/ca.crt "$config/certs/CAs/"
MC_HOST_store="https://$(cat /run/secrets/minio_root_user):$(cat /run/secrets/minio_root_password)@minio:9000"
export MC_CONFIG_DIR="$config" MC_HOST_store

mc --quiet mb --ignore-existing "store/$bucket"
mc --quiet anonymous set none "store/$bucket"
mc --quiet admin policy create store only-attachments /etc/minio/prepare/only-attachments.json
# The secret arrives on standard input, not as an argument that any process list shows.
printf '%s\n%s\n' "$user" "$(cat /run/secrets/minio_api_key)" | mc --quiet admin user add store
case "$(mc --quiet admin policy entities store --user "$user")" in
*only-attachments*) ;;
*) mc --quiet admin policy attach store only-attachments --user "$user" ;;
esac
