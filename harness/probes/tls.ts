import { z } from 'zod'
import { defaultDeadlineMs, type Here, runProgram, type Vantage } from './program.ts'

export type TlsInput = {
  host: string
  port: number
  /** Sent as SNI, and the name that the certificate must hold for. */
  serverName: string
  /** PEM; absent: the public authorities. */
  ca?: string
  /** Talks this protocol's plain opening first. */
  startTls?: 'postgres'
  /** OpenSSL names of ciphers to offer one by one, up to TLS 1.2, e.g. `AES128-SHA`. */
  ciphers?: string[]
  deadlineMs: number
}

const handshake = z.strictObject({
  outcome: z.enum(['accepted', 'refused', 'nobody listens', 'unreachable', 'timed out']),
  cipher: z.string().optional(),
  error: z.string().optional(),
})

const certificate = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  /** Subject alternative names as OpenSSL prints them, e.g. `DNS:example.org`. */
  names: z.array(z.string()),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime(),
  /** SHA-256. */
  fingerprint: z.string(),
  /** Subjects from the leaf up, the root from the given authority included. */
  chain: z.array(z.string()),
  /** The chain ends in the given authority, the dates hold and the name matches. */
  authorized: z.boolean(),
  reason: z.string().optional(),
})

const answer = z.strictObject({
  versions: z
    .array(handshake.extend({ version: z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']) }))
    .length(4),
  ciphers: z.array(z.strictObject({ offered: z.string(), ...handshake.shape })),
  certificate: certificate.optional(),
})

export type Handshake = z.output<typeof handshake>
export type Certificate = z.output<typeof certificate>
export type TlsAnswer = z.output<typeof answer>

/** A server that refuses does so at once; one that shakes hands computes, and a busy machine is slow at that. */
const patientMs = 10 * defaultDeadlineMs

/** One forced handshake per protocol version and per cipher, and the certificate of the newest version accepted. */
export async function tlsFrom(
  vantage: Vantage | Here,
  input: Omit<TlsInput, 'deadlineMs'>,
  deadlineMs = patientMs,
): Promise<TlsAnswer> {
  const program = { name: 'tls', input: { ...input, deadlineMs }, deadlineMs: 3 * deadlineMs }
  return runProgram(vantage, program, answer)
}
