/**
 * Security options that take one of the engine's own walls away: system calls (seccomp), files and capabilities
 * (AppArmor), labels (SELinux), masked paths of /proc. The engine takes `:` and `=` between name and value.
 */
export function switchedOff(options: readonly string[]): string[] {
  return options.filter((option) =>
    /^(seccomp|apparmor|systempaths)[:=]unconfined$|^label[:=]disable$/.test(option),
  )
}
