import { Resolver } from 'node:dns/promises'
import type { Question, Resolution } from '../resolve.ts'

/** Puts every question at once, over UDP, each to the server that it names. */
export async function resolveAll(input: {
  questions: Question[]
  deadlineMs: number
}): Promise<Resolution[]> {
  return Promise.all(input.questions.map((question) => resolve(question, input.deadlineMs)))
}

export async function resolve(question: Question, deadlineMs: number): Promise<Resolution> {
  const resolver = new Resolver({ timeout: deadlineMs, tries: 1 })
  resolver.setServers([question.server])
  const timer = setTimeout(() => setImmediate(() => resolver.cancel()), deadlineMs)
  try {
    const addresses = await (question.type === 'A'
      ? resolver.resolve4(question.name)
      : resolver.resolve6(question.name))
    return { ...question, outcome: 'answered', addresses }
  } catch (error) {
    return { ...question, ...refusal(error), addresses: [] }
  } finally {
    clearTimeout(timer)
  }
}

function refusal(error: unknown): { outcome: Resolution['outcome']; code: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  const outcome = outcomes[code]
  if (outcome === undefined) throw error
  return { outcome, code }
}

/** c-ares' answers; it says ECONNREFUSED for any server that no packet reached. */
const outcomes: Record<string, Resolution['outcome']> = {
  ENOTFOUND: 'no such name',
  ENODATA: 'no such name',
  ESERVFAIL: 'server failed',
  EREFUSED: 'refused',
  ENOTIMP: 'refused',
  ECONNREFUSED: 'unreachable',
  ETIMEOUT: 'timed out',
  ECANCELLED: 'timed out',
}
