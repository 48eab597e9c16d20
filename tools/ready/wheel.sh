# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# Tools that come as Python wheels, by hash, unpacked into the cache.

want_wheel_installer() {
  if type -P pip3 >/dev/null; then return 0; fi
  want_packages python3-pip
}

# Unpacks the wheels of tools/$1 into the folder $2. A wrong checksum ends it.
fetch_wheel() {
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore \
    --require-hashes --no-deps --only-binary :all: --target "$2" -r "$root/tools/$1/requirements.txt"
}
