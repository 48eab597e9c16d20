/** Folders of a host whose contents give power over it; CIS Docker 5.6 lists most of them. */
const folders = [
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib64',
  '/proc',
  '/root',
  '/sys',
  '/usr',
  '/var/lib/docker',
]
/** What lies below these is as telling as the folder itself; files of `/etc` and `/usr` are judged one by one. */
const whole = [
  '/boot',
  '/dev',
  '/proc',
  '/root',
  '/sys',
  '/run',
  '/var/run',
  '/var/lib/docker',
  '/var/lib/containerd',
]
const files = [
  '/etc/shadow',
  '/etc/gshadow',
  '/etc/passwd',
  '/etc/sudoers',
  '/etc/ssh',
  '/etc/docker',
  '/etc/kubernetes',
]

/** Whether a container that sees this path of the host could take the host over or read its secrets. */
export function isSensitive(path: string): boolean {
  const clean = path === '/' ? '/' : path.replace(/\/+$/, '')
  if (['/', '/var', '/home', '/run', '/var/run', ...folders, ...files].includes(clean)) return true
  return isEngineSocket(clean) || [...whole, ...files].some((folder) => clean.startsWith(`${folder}/`))
}

/** A socket that commands a container engine. */
export function isEngineSocket(path: string): boolean {
  return /(^|\/)(docker|containerd|podman|crio|dockershim|buildkitd)\.sock$/.test(path)
}
