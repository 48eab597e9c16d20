# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# A Docker client that can BuildKit, and Compose 2.20 or newer.

assess_client() {
  local candidate
  client=''
  for candidate in $(type -ap docker) /usr/bin/docker; do
    if [[ -x $candidate ]] && can_buildkit "$candidate"; then
      client=$candidate
      break
    fi
  done
  if [[ -z $client ]]; then docker_packages; fi
}

# Before 23 the client has BuildKit built in; later ones need the buildx plugin.
can_buildkit() {
  answer "$1" "$1" --version
  if ! at_least "$REPLY" 23.0; then
    at_least "$REPLY" 18.9
    return
  fi
  find_plugin docker-buildx || return 1
  answer "$REPLY" "$1" buildx version
  [[ $REPLY == *buildx* ]]
}

# Where a client that cannot is found first, the one that can is put before it.
use_client() {
  if [[ $(type -P docker) == "$client" ]]; then return 0; fi
  mkdir -p "$cache/bin"
  if [[ ! $cache/bin/docker -ef $client ]]; then
    ln -s "$client" "$cache/bin/docker.$$"
    mv -fT "$cache/bin/docker.$$" "$cache/bin/docker"
  fi
  PATH=$cache/bin:$PATH
}

find_plugin() {
  local folder
  for folder in "${DOCKER_CONFIG:-${HOME:-~}/.docker}" /usr/{local/lib,local/libexec,lib,libexec}/docker; do
    REPLY=$folder/cli-plugins/$1
    if [[ -x $REPLY ]]; then return 0; fi
  done
  return 1
}

assess_compose() {
  if [[ -n $client ]] && find_plugin docker-compose; then
    answer "$REPLY" "$client" compose version --short
    if at_least "$REPLY" 2.20; then return 0; fi
  fi
  place_of compose
  if [[ -x $REPLY/docker-compose ]]; then
    use_compose "$REPLY/docker-compose"
  else
    want_go_tool compose install_compose docker-compose
  fi
}

# A client folder of our own that holds the plugin and links to everything in the user's.
use_compose() {
  local own=$cache/docker users=${DOCKER_CONFIG:-${HOME:-~}/.docker} entry
  mkdir -p "$own/cli-plugins"
  for entry in "$users"/* "$users"/cli-plugins/*; do
    link_into "$own" "$entry" "${entry#"$users"/}"
  done
  link_into "$own" "$1" cli-plugins/docker-compose
  export DOCKER_CONFIG=$own
}

link_into() {
  if [[ ! -e $2 || $3 == cli-plugins || $1/$3 -ef $2 ]]; then return 0; fi
  ln -sfn "$2" "$1/$3.$$"
  mv -fT "$1/$3.$$" "$1/$3"
}

install_compose() { publish compose build_compose; }

build_compose() {
  compose_flags
  build_go_tool compose "$1" "$REPLY"
  mv "$1/compose" "$1/docker-compose"
}

# Compose knows its own version only from the linker.
compose_flags() {
  local path version
  while read -r path version _; do
    if [[ $path == github.com/docker/compose/v2 ]]; then REPLY="-X $path/internal.Version=$version"; fi
  done <"$root/tools/compose/go.mod"
}
