import type { Folder } from '../../harness/folder/folder.ts'

/** Words by which a proxy is told to read its configuration, its certificates and its upstreams again. */
export const reloads =
  /nginx\s+-s\s+reload|(kill|exec)\b[^\n]*\bHUP|systemctl\s+(reload|restart)\s+nginx|\b(restart|force-recreate)\b[^\n]*\b(nginx|proxy|edge|gateway)\b/

/** Shell text of a folder and its Compose files, in which somebody may say them. */
export function everyText({ scripts, applications, files }: Folder): string {
  const composed = applications.flatMap((one) => one.files.map((path) => files.text(path) ?? ''))
  return [...scripts.map(({ text }) => text), ...composed].join('\n')
}
