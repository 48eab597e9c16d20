import { connect as open, type Socket } from 'node:net'
import type { Connection, Target } from '../connect.ts'
import { addressOf } from './address.ts'

type Outcome = Connection['outcome']

/** Opens one TCP connection to each target, all at once; `deadlineMs` covers connection and identity. */
export async function connectAll(input: { targets: Target[]; deadlineMs: number }): Promise<Connection[]> {
  return Promise.all(input.targets.map((target) => connectTo(target, input.deadlineMs)))
}

async function connectTo(target: Target, deadlineMs: number): Promise<Connection> {
  const started = performance.now()
  const about = { host: target.host, port: target.port }
  const address = await addressOf(target.host)
  if (address === undefined) return { ...about, outcome: 'name not resolved', ms: elapsed(started) }
  const attempt = await tryOnce(address, target, deadlineMs)
  return { ...about, address, ...attempt, ms: elapsed(started) }
}

function tryOnce(
  address: string,
  target: Target,
  deadlineMs: number,
): Promise<{ outcome: Outcome; identity?: string; code?: string }> {
  const { promise, resolve: settle } = Promise.withResolvers<{
    outcome: Outcome
    identity?: string
    code?: string
  }>()
  const socket = open({ host: address, port: target.port })
  let said = ''
  let connected = false
  const finish = (result: { outcome: Outcome; code?: string }) => {
    clearTimeout(timer)
    socket.destroy()
    settle(said === '' ? result : { ...result, identity: identityOf(said) })
  }
  const late = () => finish({ outcome: connected ? 'answered' : 'timed out' })
  // One more look at the socket: on a busy machine the answer may have come while this process did not run.
  const timer = setTimeout(() => setImmediate(late), deadlineMs)
  socket.on('connect', () => {
    connected = true
    if (target.identify) ask(socket, address)
    else finish({ outcome: 'answered' })
  })
  socket.on('data', (data) => {
    said += data.toString('latin1')
  })
  socket.on('end', () => finish({ outcome: 'answered' }))
  socket.on('error', (error: NodeJS.ErrnoException) =>
    finish(
      connected
        ? { outcome: 'answered' }
        : { outcome: outcomeOf(error.code), code: error.code ?? error.message },
    ),
  )
  return promise
}

/** Any listener of ours answers this with its identity; a stranger's answer is kept as it is. */
function ask(socket: Socket, address: string): void {
  socket.write(`GET / HTTP/1.0\r\nHost: ${address}\r\n\r\n`)
}

function identityOf(said: string): string {
  const body = said.startsWith('HTTP/1.') ? said.slice(said.indexOf('\r\n\r\n') + 4) : said
  return body.trim().slice(0, 256)
}

function outcomeOf(code: string | undefined): Outcome {
  if (code === 'ECONNREFUSED') return 'refused'
  return code === 'ETIMEDOUT' ? 'timed out' : 'unreachable'
}

function elapsed(started: number): number {
  return Math.round(performance.now() - started)
}
