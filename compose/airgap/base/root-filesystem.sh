#!/usr/bin/env bash
# Prints Debian 12's smallest root filesystem as a tar archive: `root-filesystem.sh | docker import - NAME`.
# Optional: DEBIAN_MIRROR and DEBIAN_SECURITY_MIRROR. Needs root and debootstrap.
set -euo pipefail

# Everything happens in a memory file system that only these processes see, so that nothing can be left behind.
isolate() {
  exec unshare --mount --pid --fork --kill-child -- "${BASH_SOURCE[0]}" --isolated
}

bootstrap() {
  mount -t tmpfs -o mode=755 root "$root"
  debootstrap --variant=minbase bookworm "$root" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >&2
}

# Debian's own mirror has a neighbour for security; a private one is taken only where it is named.
name_sources() {
  local mirror security
  mirror=$(awk '$1 == "deb" { print $2; exit }' "$root/etc/apt/sources.list")
  security=${DEBIAN_SECURITY_MIRROR:-}
  if [[ -z $security && -z ${DEBIAN_MIRROR:-} ]]; then security=${mirror%/}-security; fi
  {
    echo "deb $mirror bookworm main"
    echo "deb $mirror bookworm-updates main"
    if [[ -n $security ]]; then echo "deb $security bookworm-security main"; fi
  } >"$root/etc/apt/sources.list"
}

# As the official slim image: no translations, no manuals, no archives kept.
slim() {
  printf 'path-exclude /usr/share/%s/*\n' doc man info locale groff lintian linda >"$root/etc/dpkg/dpkg.cfg.d/slim"
  {
    echo 'path-include /usr/share/doc/*/copyright'
    echo 'path-include /usr/share/locale/locale.alias'
  } >>"$root/etc/dpkg/dpkg.cfg.d/slim"
  echo 'Acquire::Languages "none";' >"$root/etc/apt/apt.conf.d/slim"
  find "$root/usr/share/doc" -type f \! -name copyright -delete
  rm -rf "$root"/usr/share/{man,info,groff,lintian,linda}/* "$root"/usr/share/locale/*/
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/var/log/*.log
}

# Services are started by no one while packages are installed in an image.
forbid_services() {
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
}

root=/mnt
if [[ ${1:-} != --isolated ]]; then isolate; fi
bootstrap
name_sources
slim
forbid_services
tar --numeric-owner --one-file-system -C "$root" -c .
