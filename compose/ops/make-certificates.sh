#!/usr/bin/env bash
# Makes the private authority, once, and from it the certificates of edge, database and object store; run again, renews them.
set -euo pipefail

readonly DAYS=397 AUTHORITY_DAYS=3650

usage() {
  cat <<'TEXT'
Usage: make-certificates.sh --dir DIR --domain NAME

Writes DIR/ca/ca.key (root only; no container sees it), DIR/tls/ca.crt, DIR/tls/edge/edge.{crt,key} (uid 101),
DIR/tls/db/db.{crt,key} (uid 999) and DIR/tls/minio/{public.crt,private.key} (uid 1001), P-256, 397 days. An
authority that exists is kept. An edge certificate of another authority is kept too. Needs root. After a
renewal: `nginx -s reload` in the edge, and `select pg_reload_conf()` in the database; the object store sees
new files by itself.

Exit codes: 0 written, 1 a step failed, 2 the call is wrong.
Example: make-certificates.sh --dir /opt/pazpaz/config --domain app.pazpaz.health
TEXT
}

read_arguments() {
  [[ ${1:-} == --help ]] && usage && exit 0
  if [[ $# != 4 || $1 != --dir || $3 != --domain || -z $2 || -z $4 ]]; then
    usage >&2
    exit 2
  fi
  dir=$2 domain=$4
  if ((EUID != 0)); then
    echo 'make-certificates: user: expected root, found another; run it with sudo' >&2
    exit 2
  fi
}

prepare_folders() {
  install -d -m 700 "$dir/ca"
  install -d -m 755 "$dir/tls" "$dir/tls/edge" "$dir/tls/db" "$dir/tls/minio"
}

make_authority() {
  if [[ -e $dir/ca/ca.key && -e $dir/tls/ca.crt ]]; then return; fi
  new_key "$dir/ca/ca.key" 0
  openssl req -x509 -new -key "$dir/ca/ca.key" -sha256 -days "$AUTHORITY_DAYS" -subj '/CN=PazPaz private authority' \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -out "$dir/tls/ca.crt"
  chmod 444 "$dir/tls/ca.crt"
}

# new_key PATH UID
new_key() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"
  chown "$2:$2" "$1"
  chmod 400 "$1"
}

# issue FOLDER CERTIFICATE KEY UID SUBJECT-ALTERNATIVE-NAMES: key and certificate change together, at the end.
issue() {
  local certificate="$dir/tls/$1/$2" key="$dir/tls/$1/$3" name="${5%%,*}"
  new_key "$key.new" "$4"
  openssl req -x509 -new -key "$key.new" -sha256 -days "$DAYS" -subj "/CN=${name#DNS:}" \
    -CA "$dir/tls/ca.crt" -CAkey "$dir/ca/ca.key" -addext "subjectAltName=$5" \
    -addext 'basicConstraints=critical,CA:FALSE' -addext 'keyUsage=critical,digitalSignature' \
    -addext 'extendedKeyUsage=serverAuth' -out "$certificate.new"
  chmod 444 "$certificate.new"
  mv -f "$key.new" "$key"
  mv -f "$certificate.new" "$certificate"
  install -m 444 "$dir/tls/ca.crt" "$dir/tls/$1/ca.crt"
}

# True when the edge has a certificate that another authority gave it.
has_public_certificate() {
  [[ -e $dir/tls/edge/edge.crt ]] || return 1
  local issuer authority
  issuer=$(openssl x509 -in "$dir/tls/edge/edge.crt" -noout -issuer_hash)
  authority=$(openssl x509 -in "$dir/tls/ca.crt" -noout -subject_hash)
  [[ $issuer != "$authority" ]]
}

umask 077
read_arguments "$@"
prepare_folders
make_authority
issue db db.crt db.key 999 'DNS:db,DNS:localhost'
issue minio public.crt private.key 1001 'DNS:minio'
if has_public_certificate; then
  echo 'kept: the edge has a certificate of another authority'
else
  issue edge edge.crt edge.key 101 "DNS:$domain"
fi
