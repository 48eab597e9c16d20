import { docker } from './docker.ts'

/**
 * Which of the texts stand somewhere in a container's folder: in a file, or in a file's name. The engine reads the
 * folder, so the container needs no shell. Throws when the folder cannot be read.
 */
export async function searchFolder(
  container: string,
  folder: string,
  texts: readonly string[],
): Promise<boolean[]> {
  const stream = await (await docker()).getContainer(container).getArchive({ path: folder })
  const wanted = texts.map((text) => Buffer.from(text))
  // Kept of each part: as much as could be the beginning of a text.
  const overlap = Math.max(0, ...wanted.map(({ length }) => length - 1))
  const found = wanted.map(() => false)
  let window = Buffer.alloc(0)
  for await (const part of stream) {
    window = Buffer.concat([window, Buffer.from(part)])
    for (const [at, text] of wanted.entries()) found[at] ||= window.includes(text)
    window = window.subarray(Math.max(0, window.length - overlap))
  }
  return found
}
