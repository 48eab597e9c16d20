#!/usr/bin/env bash
# Checks the secret files and certificates of a deployment: presence, owner, mode, strength, agreement. Prints no secret.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: validate-secrets.sh SECRETS_DIR TLS_DIR DOMAIN

Each secret: mode 400, the uid of its reader, at least 32 characters of A-Z a-z 0-9 _ -, at least 10 different
ones, equal where two services share it and nowhere else. Each certificate: its key's, for its name, by an
authority it comes with or a public one, good for 14 more days. Needs root: it reads what others may not.

Exit codes: 0 valid, 1 something is wrong (each finding is a line), 2 the call is wrong.
Example: validate-secrets.sh /opt/pazpaz/config/secrets /opt/pazpaz/config/tls app.pazpaz.health
TEXT
}

readonly FORTNIGHT=1209600
findings=0

finding() {
  echo "$1"
  findings=$((findings + 1))
}

# owned PATH MODE UID
owned() {
  if [[ ! -f $1 ]]; then
    finding "$1: expected a file, found none; run generate-secrets.sh"
    return
  fi
  local found
  found=$(stat -c '%a %u' "$1")
  [[ $found == "$2 $3" ]] || finding "$1: expected mode and owner $2 $3, found $found; chmod and chown it"
}

# strong NAME UID
strong() {
  local path="$secrets/$1" value=''
  owned "$path" 400 "$2"
  if [[ ! -f $path ]]; then return; fi
  value=$(<"$path")
  values[$1]=$value
  ((${#value} >= 32)) || finding "$path: expected at least 32 characters, found ${#value}; replace it"
  [[ $value =~ ^[A-Za-z0-9_-]*$ ]] || finding "$path: expected only A-Z a-z 0-9 _ -, found others; replace it"
  local different
  different=$(fold -w1 <<<"$value" | sort -u | wc -l)
  ((different >= 10)) || finding "$path: expected at least 10 different characters, found $different; replace it"
}

# keys_of_keys NAME UID: a name and 32 bytes in base64, as the object store wants it; a key a line.
keys_of_keys() {
  local path="$secrets/$1"
  owned "$path" 400 "$2"
  if [[ ! -f $path ]]; then return; fi
  if [[ ! -s $path ]] || grep -qvE '^[a-z][a-z0-9-]*:[A-Za-z0-9+/]{43}=$' "$path"; then
    finding "$path: expected name:base64 of 32 bytes, found another form; take back the one it had"
  fi
}

same() {
  [[ ${values[$1]:-} == "${values[$2]:-}" ]] || finding "$1: expected the same value as $2, found another; copy it"
}

all_different() {
  local distinct
  distinct=$(printf '%s\n' "${values[@]}" | sort -u | wc -l)
  ((distinct == 8)) || finding "$secrets: expected 8 different values, found $distinct; run generate-secrets.sh"
}

# certificate FOLDER CERTIFICATE KEY UID HOST
certificate() {
  local crt="$tls/$1/$2" key="$tls/$1/$3" from_key from_crt
  owned "$key" 400 "$4"
  if [[ ! -f $crt || ! -f $key ]]; then
    finding "$crt: expected a certificate and its key, found one missing; run make-certificates.sh"
    return
  fi
  from_key=$(openssl pkey -in "$key" -pubout 2>/dev/null || echo unreadable)
  from_crt=$(openssl x509 -in "$crt" -noout -pubkey 2>/dev/null || echo broken)
  [[ $from_key == "$from_crt" ]] || finding "$crt: expected the certificate of $key, found another; issue it again"
  openssl verify -CAfile "$tls/$1/ca.crt" -CApath /etc/ssl/certs -untrusted "$crt" -verify_hostname "$5" \
    "$crt" >/dev/null 2>&1 || finding "$crt: expected a trusted certificate for $5, found another; issue it again"
  openssl x509 -in "$crt" -noout -checkend "$FORTNIGHT" >/dev/null ||
    finding "$crt: expected 14 more days, found less; run make-certificates.sh, or renew it"
}

if [[ ${1:-} == --help ]]; then usage && exit 0; fi
if (($# != 3 || EUID != 0)); then
  usage >&2
  exit 2
fi
secrets=$1 tls=$2 domain=$3
declare -A values=()
for name in db_superuser_password db_owner_password db_app_password redis_password; do strong "$name" 999; done
for name in api_db_password api_redis_password api_session_key migrate_db_password api_object_key; do
  strong "$name" 1000
done
for name in minio_root_user minio_root_password minio_api_key; do strong "$name" 1001; done
keys_of_keys minio_kms_key 1001
keys_of_keys api_record_keys 1000
same api_db_password db_app_password
same api_redis_password redis_password
same migrate_db_password db_owner_password
same api_object_key minio_api_key
all_different
certificate edge edge.crt edge.key 101 "$domain"
certificate db db.crt db.key 999 db
certificate minio public.crt private.key 1001 minio
if ((findings > 0)); then exit 1; fi
