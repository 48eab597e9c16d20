import { until } from '../stack/until.ts'
import { docker } from './docker.ts'

/** Zeros with which a tar archive ends, bytes. */
const endOfArchive = 1024
const wholeMs = 10_000

/**
 * Which of the texts stand somewhere in a container's folder: in a file, or in a file's name. The engine reads the
 * folder, so the container needs no shell. Files that shrink while it reads break its archive off; it is read again.
 * Throws when the folder cannot be read, or not as a whole within ten seconds.
 */
export async function searchFolder(
  container: string,
  folder: string,
  texts: readonly string[],
): Promise<boolean[]> {
  const look = async () =>
    searchArchive(await (await docker()).getContainer(container).getArchive({ path: folder }), texts)
  const what = `the whole archive of ${folder}`
  return (await until({ what, look, done: ({ isWhole }) => isWhole, deadlineMs: wholeMs })).found
}

/** Which of the texts a tar archive holds, and whether it comes to its end. */
export async function searchArchive(
  archive: AsyncIterable<string | Uint8Array>,
  texts: readonly string[],
): Promise<{ found: boolean[]; isWhole: boolean }> {
  const wanted = texts.map((text) => Buffer.from(text))
  // Kept of each part: as much as could be the beginning of a text, or the end of the archive.
  const overlap = Math.max(endOfArchive, ...wanted.map(({ length }) => length - 1))
  const found = wanted.map(() => false)
  let window = Buffer.alloc(0)
  for await (const part of archive) {
    window = Buffer.concat([window, Buffer.from(part)])
    for (const [at, text] of wanted.entries()) found[at] ||= window.includes(text)
    window = window.subarray(Math.max(0, window.length - overlap))
  }
  const end = window.subarray(-endOfArchive)
  return { found, isWhole: end.length === endOfArchive && end.every((byte) => byte === 0) }
}
