#!/usr/bin/env bash
# Checks a deployment's settings, then its secrets and certificates, before anything is started. Changes nothing.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: validate-env.sh FILE

Checks each setting of FILE (.env.production) for presence, format and example values, the file's mode and
owner, and with validate-secrets.sh what SECRETS_DIR and TLS_DIR hold. Values are plain: no quotes, no $.

Exit codes: 0 valid, 1 something is wrong (each finding is a line), 2 the call is wrong.
Example: validate-env.sh /opt/pazpaz/config/.env.production
TEXT
}

readonly HOST='[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*'
readonly PORT='([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])'
readonly IMAGE='[a-z0-9][a-z0-9./_-]*:[A-Za-z0-9_][A-Za-z0-9_.-]*(@sha256:[0-9a-f]{64})?'
findings=0

finding() {
  echo "$1"
  findings=$((findings + 1))
}

check_file() {
  local found && found=$(stat -c '%a %u' "$file")
  [[ $found == '600 0' ]] || finding "$file: expected mode and owner 600 0, found $found; chmod and chown it"
}

read_settings() {
  local line number=0
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    [[ -z $line || $line == \#* ]] && continue
    if [[ ! $line =~ ^([A-Z][A-Z0-9_]*)=([^\"\'\$\`[:space:]]*)$ ]]; then
      finding "$file:$number: expected NAME=value without quotes, blanks and \$, found another line"
    elif [[ -n ${settings[${BASH_REMATCH[1]}]+set} ]]; then
      finding "${BASH_REMATCH[1]}: expected one value, found a second on line $number"
    else
      settings[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    fi
  done <"$file"
}

# required NAME PATTERN WHAT
required() {
  [[ -n ${settings[$1]:-} ]] || finding "$1: expected $3, found nothing; set it in $file"
  optional "$@"
}

optional() {
  local value=${settings[$1]:-}
  if [[ -z $value ]]; then return; fi
  [[ $value =~ ^($2)$ ]] || finding "$1: expected $3, found '$value'; correct it in $file"
  if [[ $value =~ (^|[@./])example\.(com|org|net)|[Cc][Hh][Aa][Nn][Gg][Ee].?[Mm][Ee]|^your[-_.]|\<.*\> ]]; then
    finding "$1: expected a value of your own, found the example '$value'; set it in $file"
  fi
}

check_settings() {
  required IMAGE_TAG 'v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?|sha-[0-9a-f]{7,40}' 'a release (v1.2.3) or a commit (sha-…)'
  required DOMAIN "$HOST" 'a lower-case host name'
  required FRONTEND_URL "https://${settings[DOMAIN]:-$HOST}" 'https:// and the DOMAIN'
  required SMTP_HOST "$HOST" 'a host name or address'
  required SMTP_PORT "$PORT" 'a port from 1 to 65535'
  required MAIL_FROM "[A-Za-z0-9._+-]+@$HOST" 'a mail address'
  required SECRETS_DIR '/.*' 'an absolute path'
  required TLS_DIR '/.*' 'an absolute path'
  optional COMPOSE_PROJECT_NAME '[a-z0-9][a-z0-9_-]*' 'lower-case letters, digits, - and _'
  optional PUBLISH_ADDRESS '([0-9]{1,3}\.){3}[0-9]{1,3}' 'an IPv4 address'
  optional HTTP_PORT "$PORT" 'a port from 1 to 65535'
  optional HTTPS_PORT "$PORT" 'a port from 1 to 65535'
  optional HEALTH_INTERVAL '[1-9][0-9]*(s|m)' 'a duration such as 10s'
  optional SIGNATURES_URL 'https?://[^[:space:]]+' 'an address that begins with https:// or http://'
  optional SIGNATURES_INTERVAL '[1-9][0-9]*' 'seconds'
  for name in API_IMAGE WEB_IMAGE NGINX_IMAGE POSTGRES_IMAGE REDIS_IMAGE MINIO_IMAGE CLAMAV_IMAGE; do
    optional "$name" "$IMAGE" 'an image with its tag'
  done
}

if [[ ${1:-} == --help ]]; then usage && exit 0; fi
if [[ $# != 1 || ! -f $1 || ! -r $1 ]]; then
  usage >&2
  exit 2
fi
file=$1
declare -A settings=()
check_file
read_settings
check_settings
secrets_verdict=0
if [[ -d ${settings[SECRETS_DIR]:-} && -d ${settings[TLS_DIR]:-} ]]; then
  "${BASH_SOURCE[0]%/*}/validate-secrets.sh" "${settings[SECRETS_DIR]}" "${settings[TLS_DIR]}" "${settings[DOMAIN]:-}" ||
    secrets_verdict=$?
else
  finding "SECRETS_DIR, TLS_DIR: expected two folders, found one missing; run generate-secrets.sh"
fi
if ((findings > 0 || secrets_verdict == 1)); then exit 1; fi
if ((secrets_verdict > 1)); then exit "$secrets_verdict"; fi
echo "valid: $file"
