import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
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
  const frames = Readable.from([logged])
  const both = new PassThrough()
  const engine = await docker()
  engine.modem.demuxStream(frames, both, both)
  frames.on('end', () => both.end())
  return text(both)
}
