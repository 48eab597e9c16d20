# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# The cache: what was built for which inputs, and answers that hold until a program changes.

declare -A input_hash

open_cache() {
  cache=${XDG_CACHE_HOME:-${HOME:-~}/.cache}/stackproof
  local sum file name
  while read -r sum file; do
    name=${file%/*}
    name=${name##*/}
    input_hash[$name]=${input_hash[$name]:-}${sum:0:8}
  done < <(cd "$root" && sha256sum tools/*/go.mod tools/*/go.sum tools/*/requirements.txt tools/*/package-lock.json)
}

# Made only once nothing is missing or it may be installed: a refusal leaves no trace.
keep_cache() { [[ -d $cache/answers && -d $cache/log ]] || mkdir -p "$cache/answers" "$cache/log"; }

# Where tool $1 is, or would be, for its present inputs.
place_of() { REPLY=$cache/$1/${input_hash[$1]}; }

# Builds tool $1 by the command that follows, which is given an empty folder; half a tool is never seen.
publish() {
  local name=$1 place temporary
  shift
  place_of "$name"
  place=$REPLY
  temporary=$(mktemp -d "$cache/building.XXXXXX")
  "$@" "$temporary"
  mkdir -p "$cache/$name"
  mv -T "$temporary" "$place"
}

# The first line that a command prints, asked again only when file $1 changes; empty when it fails.
answer() {
  local file=$1 stamp memory
  shift
  stamp=$(stat -Lc %Y-%s "$file")
  memory="$cache/answers/${file//\//%}@$stamp@${*:2}"
  memory=${memory// /_}
  if [[ -f $memory ]]; then
    read -r REPLY <"$memory" || REPLY=''
    return
  fi
  REPLY=$("$@" 2>&1) || REPLY=''
  REPLY=${REPLY%%$'\n'*}
  if [[ -w $cache/answers ]]; then
    printf '%s\n' "$REPLY" >"$memory.$$"
    mv -f "$memory.$$" "$memory"
  fi
}

# Whether the first version number in $1 is at least $2, both read as major.minor.
at_least() {
  [[ $1 =~ ([0-9]+)\.([0-9]+) ]] || return 1
  local major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
  ((major > ${2%.*} || (major == ${2%.*} && minor >= ${2#*.})))
}

# One launcher installs at a time; the lock ends with this process.
lock_cache() {
  exec 9>"$cache/lock"
  flock -n 9 && return
  echo 'ready: another stackproof is installing, waiting for it' >&2
  flock -w 1200 9 || stop 3 "$cache/lock: expected it free within 20 min, found it held" 'end the other stackproof'
}

unlock_cache() { exec 9>&-; }
