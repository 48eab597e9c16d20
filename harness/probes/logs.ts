import { docker } from './docker.ts'

export type LogOptions = {
  /** Only the last lines. */
  tail?: number
  /** Only what was logged since. */
  since?: Date
}

/** What a container wrote to stdout and stderr, in order; an exited one keeps its logs until it is removed. */
export async function logsOf(container: string, { tail, since }: LogOptions = {}): Promise<string> {
  const logged = await (await docker()).getContainer(container).logs({
    ...{ stdout: true, stderr: true, follow: false },
    ...(tail !== undefined && { tail }),
    ...(since !== undefined && { since: since.getTime() / 1000 }),
  })
  return Buffer.concat(contentsOf(logged)).toString('utf8')
}

const headerBytes = 8

/**
 * The contents of the engine's frames: one byte for the stream, three of zero, four for the length, and as many of
 * content. What a terminal wrote comes without frames. The client's own demultiplexer copies all that is left for
 * each frame: a log of a few MB took seconds and gigabytes.
 */
export function contentsOf(logged: Buffer): Buffer[] {
  if (!beginsWithFrame(logged)) return [logged]
  const contents: Buffer[] = []
  for (let at = 0; at + headerBytes <= logged.length; ) {
    const end = at + headerBytes + logged.readUInt32BE(at + 4)
    contents.push(logged.subarray(at + headerBytes, end))
    at = end
  }
  return contents
}

function beginsWithFrame(logged: Buffer): boolean {
  return logged.length >= headerBytes && logged.readUInt8(0) <= 2 && logged.readUIntBE(1, 3) === 0
}
