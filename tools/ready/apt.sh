# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# Packages of Debian and Ubuntu.

want_packages() {
  local name
  for name in "$@"; do
    if [[ " ${packages[*]} " != *" $name "* ]]; then packages+=("$name"); fi
  done
}

# Engine and client; newer releases have the client and BuildKit's front apart.
docker_packages() {
  local ID='' VERSION_ID=''
  # shellcheck source=/dev/null
  if [[ -r /etc/os-release ]]; then source /etc/os-release; fi
  case $ID:${VERSION_ID%%.*} in
  debian:11 | debian:12) want_packages docker.io iptables ;;
  debian:*) want_packages docker.io docker-cli docker-buildx iptables ;;
  *) want_packages docker.io docker-buildx iptables ;;
  esac
}

# A browser for the tests of pages: Debian's. Ubuntu has none as a package; there Playwright fetches its own.
assess_browser() {
  local ID=''
  # shellcheck source=/dev/null
  if [[ -r /etc/os-release ]]; then source /etc/os-release; fi
  if [[ $ID != ubuntu ]]; then
    [[ -x /usr/bin/chromium ]] || want_packages chromium fonts-dejavu-core
  elif ! compgen -G "${HOME:-~}/.cache/ms-playwright/chromium-*" >/dev/null; then
    node_steps+=(install_browser)
    plan+=("Chromium in ${HOME:-~}/.cache/ms-playwright"$'\t'"$root/node_modules/.bin/playwright install --with-deps chromium")
  fi
}

install_browser() { "$root/node_modules/.bin/playwright" install --with-deps chromium; }

install_packages() {
  local before after
  before=$(installed_packages)
  hold_services
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${packages[@]}"
  release_services
  after=$(installed_packages)
  comm -13 <(printf '%s\n' "$before") <(printf '%s\n' "$after") >>"$cache/installed.tsv"
}

installed_packages() { dpkg-query -W -f '${Package}\t${Version}\n' | sort; }

# Without systemd a package's own start script would fail or start a daemon with settings we do not know.
hold_services() {
  export DEBIAN_FRONTEND=noninteractive
  if [[ -d /run/systemd/system && -z ${DOCKER_HOST:-} ]] || [[ -e /usr/sbin/policy-rc.d ]]; then return 0; fi
  trap release_services EXIT
  printf '#!/bin/sh\n# by stackproof, while it installs\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod +x /usr/sbin/policy-rc.d
}

release_services() {
  trap - EXIT
  if grep -qs 'by stackproof' /usr/sbin/policy-rc.d; then rm -f /usr/sbin/policy-rc.d; fi
}
