import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** `pid` names a process whose network namespace is to be stood in. */
export type Asked = { id: number; name: string; input: unknown; pid?: number }
type Answered = { id: number; value?: unknown; error?: string }
export type Request = Omit<Asked, 'id'>

/** A server of programs at the other end of two streams, one JSON line each way. */
export type Peer = { ask: (request: Request) => Promise<unknown>; end: (why: string) => void }

/** `end` is for whoever sees the other end go: all that still waits fails with it. */
export function peerOver(output: Writable, input: Readable): Peer {
  const waiting = new Map<number, (answered: Answered) => void>()
  let last = 0
  output.on('error', () => undefined)
  createInterface({ input }).on('line', (line) => {
    const answered: Answered = JSON.parse(line)
    waiting.get(answered.id)?.(answered)
    waiting.delete(answered.id)
  })
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        last += 1
        waiting.set(last, ({ value, error }) =>
          error === undefined ? resolve(value) : reject(new Error(error)),
        )
        output.write(`${JSON.stringify({ id: last, ...request })}\n`)
      }),
    end: (why) => {
      for (const [id, settle] of waiting) settle({ id, error: why })
      waiting.clear()
    },
  }
}

/** Answers each line that comes in; `closed` is told when none will come any more. */
export function answerLines(
  streams: { input: Readable; output: Writable },
  answer: (request: Request) => Promise<unknown>,
  closed: () => void,
): void {
  const say = (answered: Answered) => streams.output.write(`${JSON.stringify(answered)}\n`)
  const lines = createInterface({ input: streams.input })
  lines.on('line', async (line) => {
    const { id, ...request }: Asked = JSON.parse(line)
    try {
      say({ id, value: await answer(request) })
    } catch (error) {
      say({ id, error: error instanceof Error ? error.message : String(error) })
    }
  })
  lines.on('close', closed)
}
