import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { start } from './exec.ts'

/** What a kit is asked: a program, its input, and the process whose network namespace it stands in. */
export type Request = { name: string; input: object; pid?: number }

const answered = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() })
type Answered = z.infer<typeof answered>
type Server = { ask: (request: Request, deadlineMs: number) => Promise<unknown> }

/** One per kit container and process of ours: an exec costs more than most probes. */
const servers = new Map<string, Promise<Server>>()

/** Asks a kit container to run a program. Throws what the program threw, at the deadline, or when the kit is gone. */
export async function askKit(kit: string, request: Request, deadlineMs: number): Promise<unknown> {
  const opening = servers.get(kit) ?? openServer(kit)
  servers.set(kit, opening)
  const server = await opening.catch((error: unknown) => {
    servers.delete(kit)
    throw error
  })
  return server.ask(request, deadlineMs)
}

async function openServer(kit: string): Promise<Server> {
  const running = await start(kit, ['node', '/kit/serve.ts'])
  const waiting = new Map<number, (answer: Answered) => void>()
  const stderr = text(running.stderr).catch(String)
  let last = 0
  // It ends with this process, and must not keep it: what waits for an answer has a timer of its own.
  if ('unref' in running.stream && typeof running.stream.unref === 'function') running.stream.unref()
  createInterface({ input: running.stdout }).on('line', (line) => {
    const answer = answered.parse(JSON.parse(line))
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  running.stdout.on('close', async () => {
    servers.delete(kit)
    const error = `kit ${kit.slice(0, 12)}: its server ended: ${(await stderr).trim().slice(-300)}`
    for (const [id, settle] of waiting) settle({ id, error })
  })
  return {
    ask: (request, deadlineMs) => {
      last += 1
      const id = last
      running.stream.write(`${JSON.stringify({ id, ...request })}\n`)
      return answerTo(request, deadlineMs, (settle) => waiting.set(id, settle))
    },
  }
}

function answerTo(
  request: Request,
  deadlineMs: number,
  register: (settle: (answer: Answered) => void) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (found: string) =>
      reject(new Error(`probe ${request.name}: expected an answer, found ${found}`))
    const timer = setTimeout(() => fail(`none within ${deadlineMs} ms`), deadlineMs)
    register(({ value, error }) => {
      clearTimeout(timer)
      if (error === undefined) resolve(value)
      else fail(error)
    })
  })
}
