# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# Where no image can be pulled, stand-ins are built on a base that debootstrap makes.

assess_base() {
  if type -P debootstrap >/dev/null || [[ -x /usr/sbin/debootstrap ]]; then return 0; fi
  if registry_answered_today || base_is_cached || registry_answers; then return 0; fi
  want_packages debootstrap
}

base_is_cached() {
  [[ -n $client && -n $("$client" image ls -q --filter label=stackproof.cache 2>/dev/null) ]]
}

registry_answered_today() { [[ -n $(find "$cache/answers/registry" -mmin -1440 2>/dev/null) ]]; }

# Without Node it cannot be asked, and counts as silent: the package is small.
registry_answers() {
  type -P node >/dev/null || return 1
  node -e '
    const signal = AbortSignal.timeout(4000)
    fetch("https://registry-1.docker.io/v2/", { signal }).then(
      ({ status }) => process.exit(status === 200 || status === 401 ? 0 : 1),
      () => process.exit(1),
    )' || return 1
  touch "$cache/answers/registry"
}
