# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# What `test` checks with and `inspect` calls: pinned, so what the machine itself has comes after it.

wheel_linters=(shellcheck hadolint zizmor)
go_linters=(shfmt actionlint gitleaks)

# Puts those that are in the cache first in PATH.
use_linters() {
  local name
  for name in "${wheel_linters[@]}"; do
    place_of "$name"
    PATH=$REPLY/bin:$PATH
  done
  for name in "${go_linters[@]}"; do
    place_of "$name"
    PATH=$REPLY:$PATH
  done
}

assess_linters() {
  local name
  for name in "${wheel_linters[@]}"; do
    place_of "$name"
    if [[ ! -x $REPLY/bin/$name ]]; then
      want_wheel_installer
      wheel_steps+=("install_$name")
      plan+=("$name in $REPLY"$'\t'"python3 -m pip install --require-hashes --no-deps --target $REPLY -r $root/tools/$name/requirements.txt")
    fi
  done
  for name in "${go_linters[@]}"; do
    place_of "$name"
    [[ -x $REPLY/$name ]] || want_go_tool "$name" "install_$name" "$name"
  done
  assess_sarif_validator
}

# Microsoft's, for what results.sarif must be.
assess_sarif_validator() {
  place_of sarif-multitool
  local folder=$REPLY/node_modules/@microsoft/sarif-multitool-linux
  if [[ -x $folder/Sarif.Multitool ]]; then
    PATH=$folder:$PATH
  else
    node_steps+=(install_sarif_validator)
    plan+=("sarif-multitool in $REPLY"$'\t'"mkdir -p $REPLY && cp $root/tools/sarif-multitool/package*.json $REPLY && npm ci --ignore-scripts --prefix $REPLY && chmod u+x $folder/Sarif.Multitool")
    if ! type -P npm >/dev/null; then want_packages npm; fi
  fi
}

install_shellcheck() { publish shellcheck fetch_wheel shellcheck; }

install_hadolint() { publish hadolint fetch_wheel hadolint; }

install_zizmor() { publish zizmor fetch_wheel zizmor; }

install_shfmt() { publish shfmt build_go_tool shfmt; }

install_actionlint() { publish actionlint build_go_tool actionlint; }

install_gitleaks() { publish gitleaks build_go_tool gitleaks; }

install_sarif_validator() { publish sarif-multitool fetch_sarif_validator; }

fetch_sarif_validator() {
  fetch_packages sarif-multitool "$1"
  chmod u+x "$1/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
}
