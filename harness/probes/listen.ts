import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import type { SecureVersion } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { start } from './exec.ts'
import { enter, type Here, type Vantage } from './program.ts'

export type ListenInput = {
  /** `0.0.0.0`, `::` (IPv4 too), or addresses that stand in the namespace. */
  addresses: string[]
  /** 0: any free one. */
  port: number
  /** What it answers to whoever asks. */
  identity: string
  /** Serves TLS of these versions only, with a throw-away certificate for `control.stackproof`. */
  tls?: { minVersion: SecureVersion; maxVersion: SecureVersion }
}

/** A listener that stands until it is disposed of, or until this process ends, however it ends. */
export type Listener = AsyncDisposable & { port: number }

const bound = z.strictObject({ port: z.number() })

/** Starts a listener in a namespace: the control that shows a probe the opposite. Throws when the port is taken. */
export async function listenIn(vantage: Vantage | Here, input: ListenInput): Promise<Listener> {
  const wanted = `${JSON.stringify(input)}\n`
  const running = vantage === 'here' ? startHere(wanted) : await startIn(vantage, wanted)
  const stderr = text(running.stderr)
  const ended = once(running.stdout, 'close')
  const [line] = await Promise.race([once(createInterface({ input: running.stdout }), 'line'), ended])
  if (line === undefined)
    throw new Error(`listener on port ${input.port}: expected it to start, found ${await stderr}`)
  return {
    ...bound.parse(JSON.parse(line)),
    [Symbol.asyncDispose]: async () => {
      running.stream.end()
      await ended
    },
  }
}

async function startIn(vantage: Vantage, input: string) {
  return start(vantage.kit, await enter(vantage, ['node', '/kit/listen.ts']), { input })
}

function startHere(input: string) {
  const program = fileURLToPath(new URL('kit/listen.ts', import.meta.url))
  const { stdin: stream, stdout, stderr } = spawn(process.execPath, [program])
  stream.write(input)
  return { stream, stdout, stderr }
}
