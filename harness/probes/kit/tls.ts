import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { type ConnectionOptions, connect, type SecureVersion, type TLSSocket } from 'node:tls'
import type { Handshake, TlsAnswer, TlsInput } from '../tls.ts'
import { addressOf } from './address.ts'
import { certificateOf } from './presented.ts'

const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] satisfies SecureVersion[]
/** OpenSSL 3 offers nothing older than TLS 1.2, and no short key, above security level 0. */
const anything = 'ALL:@SECLEVEL=0'

/** One handshake per protocol version, each forced, then one per cipher asked for, and the certificate. */
export async function handshakes(input: TlsInput): Promise<TlsAnswer> {
  const address = await addressOf(input.host)
  if (address === undefined) throw new Error(`TLS probe: expected an address of ${input.host}, found none`)
  const offered = await Promise.all(
    versions.map((version) =>
      handshake({ ...input, host: address }, { minVersion: version, maxVersion: version }),
    ),
  )
  const ciphers = await Promise.all(
    (input.ciphers ?? []).map((cipher) =>
      handshake({ ...input, host: address }, { ciphers: `${cipher}:@SECLEVEL=0`, maxVersion: 'TLSv1.2' }),
    ),
  )
  const certificate = offered.findLast((one) => one.certificate !== undefined)?.certificate
  return {
    versions: offered.map(({ certificate: _, ...one }, at) => ({ version: versions[at] ?? 'TLSv1', ...one })),
    ciphers: ciphers.map(({ certificate: _, ...one }, at) => ({
      offered: input.ciphers?.[at] ?? '',
      ...one,
    })),
    ...(certificate && { certificate }),
  }
}

type Tried = Handshake & { certificate?: TlsAnswer['certificate'] }

async function handshake(input: TlsInput, forced: ConnectionOptions): Promise<Tried> {
  const signal = AbortSignal.timeout(input.deadlineMs)
  const tcp = connectTcp({ host: input.host, port: input.port })
  let secure: TLSSocket | undefined
  try {
    await once(tcp, 'connect', { signal })
    if (input.startTls === 'postgres') await askPostgres(tcp, signal)
    secure = connect({ socket: tcp, ...optionsOf(input), ...forced })
    await once(secure, 'secureConnect', { signal })
    const cipher = secure.getCipher().name
    return { outcome: 'accepted', cipher, certificate: certificateOf(secure) }
  } catch (error) {
    return { outcome: signal.aborted ? 'timed out' : outcomeOf(error), error: reasonOf(error) }
  } finally {
    secure?.destroy()
    tcp.destroy()
  }
}

/** Never rejects by trust: that the name and the chain hold is a fact that is reported. */
function optionsOf(input: TlsInput): ConnectionOptions {
  const ca = input.ca === undefined ? {} : { ca: input.ca }
  return {
    servername: input.serverName,
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: anything,
    ...ca,
  }
}

/** SSLRequest, and `S` for yes (PostgreSQL manual, "SSL Session Encryption"). */
async function askPostgres(socket: Socket, signal: AbortSignal): Promise<void> {
  socket.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]))
  const [answer] = await once(socket, 'data', { signal })
  if (String(answer) !== 'S') throw new Error(`SSLRequest: expected S, found ${String(answer)}`)
}

function outcomeOf(error: unknown): Handshake['outcome'] {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ECONNREFUSED') return 'nobody listens'
  return ['EHOSTUNREACH', 'ENETUNREACH'].includes(code) ? 'unreachable' : 'refused'
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.trim().slice(0, 200) : String(error)
}
