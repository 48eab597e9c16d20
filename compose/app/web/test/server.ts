import { afterEach, vi } from 'vitest'
import { stopUpdates } from '../src/updates.ts'

/** Sockets that pages have opened; each says what the test lets it say. */
export const sockets: FakeSocket[] = []

class FakeSocket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  readonly url: string
  readyState: number = FakeSocket.OPEN
  onopen: (() => void) | undefined
  onmessage: ((event: { data: string }) => void) | undefined
  onclose: ((event: { code: number }) => void) | undefined
  closed = false

  constructor(url: string) {
    this.url = url
    sockets.push(this)
  }

  close(): void {
    this.closed = true
    this.readyState = 3
  }
}

export type Call = { method: string; path: string; body: unknown }
type Answer = { status: number; body?: unknown }

/** Plays the API's side of HTTP: the answers by `METHOD path`, each a value or a list used one by one. */
export function serve(answers: Record<string, Answer | Answer[]>): Call[] {
  const calls: Call[] = []
  sockets.length = 0
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    calls.push({ method, path, body: typeof body === 'string' ? JSON.parse(body) : undefined })
    const planned = answers[`${method} ${path}`]
    const answer = Array.isArray(planned) ? planned.shift() : planned
    if (!answer) throw new TypeError('fetch failed')
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), {
      status: answer.status,
    })
  })
  return calls
}

afterEach(async () => {
  await stopUpdates()
  vi.unstubAllGlobals()
})
