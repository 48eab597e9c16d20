import { requestFrom } from './http.ts'
import type { Vantage } from './program.ts'

/** Where the outside serves virus signatures. */
export const mirrorPort = 8099

/** Address of the set that the outside serves. */
export function signaturesUrl(outside: string): string {
  return `http://${outside}:${mirrorPort}/own.ndb`
}

/** Adds a signature for a text to what the outside serves, for as long as the run lasts. Throws unless it is taken. */
export async function publishSignature(vantage: Vantage, outside: string, text: string): Promise<void> {
  const [answer] = await requestFrom(vantage, {
    address: outside,
    port: mirrorPort,
    host: outside,
    plan: { kind: 'in turn', requests: [{ method: 'POST', path: '/', body: text }] },
    bodyBytes: 0,
    deadlineMs: 5_000,
  })
  const found = answer?.outcome === 'answered' ? answer.status : answer?.error
  if (found !== 204) throw new Error(`mirror of signatures: expected status 204, found ${found}`)
}
