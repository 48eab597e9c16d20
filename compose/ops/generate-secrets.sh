#!/usr/bin/env bash
# Makes the settings, secret files and certificates of one deployment. Prints no secret.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: generate-secrets.sh --dir DIR --domain NAME [--image-tag TAG] [--force]

Writes DIR/.env.production (mode 600), DIR/secrets/ (each file mode 400, owned by the uid of the one
service that reads it), DIR/tls/ and DIR/ca/ (see make-certificates.sh). Needs root: it changes owners.

  --image-tag TAG  released version to run (default v0.1.0)
  --force          replaces what is there; a database that exists keeps its old passwords, and what is
                   sealed cannot be read again: keep minio_kms_key and api_record_keys

Exit codes: 0 written, 1 something exists or a step failed, 2 the call is wrong.
Example: generate-secrets.sh --dir /opt/pazpaz/config --domain app.pazpaz.health
TEXT
}

refuse() {
  echo "generate-secrets: $2" >&2
  exit "$1"
}

read_arguments() {
  dir='' domain='' image_tag=v0.1.0 force=''
  while (($#)); do
    case "$1" in
    --help) usage && exit 0 ;;
    --force) force=yes && shift && continue ;;
    --dir) dir=${2:-} ;;
    --domain) domain=${2:-} ;;
    --image-tag) image_tag=${2:-} ;;
    *) refuse 2 "arguments: expected an option, found '$1'; see --help" ;;
    esac
    (($# > 1)) || refuse 2 "$1: expected a value, found nothing; see --help"
    shift 2
  done
}

check_arguments() {
  local label='[a-z0-9]([a-z0-9-]*[a-z0-9])?'
  [[ -n $dir ]] || refuse 2 '--dir: expected a folder, found nothing; see --help'
  [[ $domain =~ ^$label(\.$label)+$ ]] || refuse 2 "--domain: expected a lower-case host name, found '$domain'"
  [[ $image_tag =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]] || refuse 2 "--image-tag: expected a tag, found '$image_tag'"
  ((EUID == 0)) || refuse 2 'user: expected root, who may give files to other uids, found another; use sudo'
}

prepare_folder() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  for path in .env.production secrets; do
    if [[ -z $force && -e $dir/$path ]]; then
      refuse 1 "$dir/$path: expected nothing, found one; keep it, or replace it with --force"
    fi
  done
  install -d -m 700 "$dir/secrets"
}

# secret NAME UID [NAME-OF-THE-SAME]: 48 random bytes as 64 characters that need no quoting, or a second copy.
secret() {
  if [[ -n ${3:-} ]]; then
    keep "$1" "$2" <"$dir/secrets/$3"
  else
    openssl rand -base64 48 | tr '+/' '-_' | tr -d '\n' | keep "$1" "$2"
  fi
}

# Takes the secret from standard input.
keep() {
  local new="$dir/secrets/.new"
  cat >"$new"
  chown "$2:$2" "$new"
  chmod 400 "$new"
  mv -f "$new" "$dir/secrets/$1"
}

write_settings() {
  cat >"$dir/.env.production.new" <<TEXT
# Settings of this deployment; what each means and must look like: compose/.env.production.example
COMPOSE_PROJECT_NAME=pazpaz
IMAGE_TAG=$image_tag
DOMAIN=$domain
FRONTEND_URL=https://$domain
SMTP_HOST=smtp.$domain
SMTP_PORT=587
MAIL_FROM=no-reply@$domain
SECRETS_DIR=$dir/secrets
TLS_DIR=$dir/tls
TEXT
  mv -f "$dir/.env.production.new" "$dir/.env.production"
}

umask 077
read_arguments "$@"
check_arguments
prepare_folder
for name in db_superuser_password db_owner_password db_app_password redis_password; do secret "$name" 999; done
secret api_session_key 1000
secret api_db_password 1000 db_app_password
secret api_redis_password 1000 redis_password
secret migrate_db_password 1000 db_owner_password
for name in minio_root_user minio_root_password minio_api_key; do secret "$name" 1001; done
secret api_object_key 1000 minio_api_key
# The form that the object store wants: a name, and 32 bytes.
printf 'pazpaz:%s' "$(openssl rand -base64 32)" | keep minio_kms_key 1001
# The same form; a key a line, the present one first.
printf 'pazpaz:%s' "$(openssl rand -base64 32)" | keep api_record_keys 1000
"${BASH_SOURCE[0]%/*}/make-certificates.sh" --dir "$dir" --domain "$domain"
write_settings
echo "written: $dir/.env.production, 14 secrets, certificates for $domain, db and minio"
