import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

type Answered = { id: number; value?: unknown; error?: string }

/** A server of our own that stands in the network namespace of a process, and lives while this one lives. */
export type Namespace = { ask: (name: string, input: unknown) => Promise<unknown> }

/** Enters the namespace once; `gone` is told when the server there has ended. */
export function openNamespace(pid: number, gone: () => void): Namespace {
  const child = spawn('nsenter', ['-t', String(pid), '-n', 'node', '/kit/serve.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = new Map<number, (answered: Answered) => void>()
  let last = 0
  const end = (why: string) => {
    gone()
    for (const [id, settle] of waiting) settle({ id, error: `namespace of ${pid}: ${why}` })
    waiting.clear()
  }
  child.on('error', (error) => end(error.message))
  child.on('close', (code) => end(`its server ended with ${code}`))
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answered: Answered = JSON.parse(line)
    waiting.get(answered.id)?.(answered)
    waiting.delete(answered.id)
  })
  return {
    ask: (name, input) =>
      new Promise((resolve, reject) => {
        last += 1
        waiting.set(last, ({ value, error }) =>
          error === undefined ? resolve(value) : reject(new Error(error)),
        )
        child.stdin.write(`${JSON.stringify({ id: last, name, input })}\n`)
      }),
  }
}
