# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# How this launcher ends when it cannot go on, and how it asks.

# Exit code, what is wrong, the one next step.
stop() {
  printf 'error: %s\nnext: %s\n' "$2" "$3" >&2
  exit "$1"
}

# Why nothing may be installed here; empty when it may.
hindrance() {
  local ID=unknown
  # shellcheck source=/dev/null
  if [[ -r /etc/os-release ]]; then source /etc/os-release; fi
  REPLY=''
  if [[ -n $no_install ]]; then
    REPLY='--no-install was given'
  elif ((EUID != 0)); then
    REPLY='not root'
  elif [[ $ID != debian && $ID != ubuntu ]]; then
    REPLY="neither Debian nor Ubuntu but $ID"
  fi
}

# Lists what is missing; goes on only when it may be installed.
consent() {
  hindrance
  if [[ -n $REPLY ]]; then refuse "$1" "$REPLY"; fi
  if [[ -n $yes || ! -t 0 || ! -t 1 ]]; then return 0; fi
  printf '%s needs what this machine lacks. To be installed:\n' "$1"
  list_plan
  local reply=''
  read -rp 'Install it now? [y/N] ' reply || true
  if [[ $reply != [yY]* ]]; then refuse "$1" 'the answer was no'; fi
}

list_plan() {
  if ((${#packages[@]})); then printf '  apt: %s (this system)\n' "${packages[*]}"; fi
  if ((${#plan[@]})); then printf '  %s\n' "${plan[@]%%$'\t'*}"; fi
}

# Nothing was changed: the exact commands, exit 2.
refuse() {
  {
    printf 'error: %s: expected everything it needs, found this missing, and it may not be installed (%s):\n' "$1" "$2"
    list_plan
    printf 'next: run these as root, then again:\n'
    if ((${#packages[@]})); then
      printf '  apt-get update && apt-get install -y --no-install-recommends %s\n' "${packages[*]}"
    fi
    if ((${#plan[@]})); then printf '  %s\n' "${plan[@]#*$'\t'}"; fi
  } >&2
  exit 2
}
