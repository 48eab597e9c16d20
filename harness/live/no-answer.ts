/** What stands between a client and an answer: by the error of the probe, the sentence and the next step. */
const reasons: readonly [pattern: RegExp, found: string, next: string][] = [
  [/ECONNREFUSED/, 'nobody listens there', 'start the edge, open its port, or mend the port in the URL'],
  [
    /EHOSTUNREACH|ENETUNREACH/,
    'no way to that address',
    'mend the name service or the network, or name the address with --address',
  ],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|EPROTO/,
    'an answer that is no TLS: plain HTTP on that port',
    'let the edge serve HTTPS there, or mend the port in the URL',
  ],
  [
    /UNRECOGNIZED_NAME|HANDSHAKE_FAILURE|ERR_SSL/,
    'a server that refuses the handshake for that name',
    'mend the host name in the URL, or the server names and the certificate of the edge',
  ],
  [
    /CERT|ISSUER|SIGNATURE|SELF_SIGNED/,
    'a certificate that does not hold',
    'renew it or serve its whole chain; of a private authority, name the PEM with --ca',
  ],
]

const connection =
  /ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|UND_ERR_CONNECT_TIMEOUT|UND_ERR_SOCKET/

/** Whether it may be gone in a moment: the edge that a release has just replaced is away for as long. */
export function isConnectionError(error: string): boolean {
  return connection.test(error)
}

/** The sentence and the next step. */
export function whyNoAnswer(
  origin: string,
  error: string,
  deadlineMs: number,
): [message: string, next: string] {
  const known = reasons.find(([pattern]) => pattern.test(error))
  const isSilent = /timeout|timed out/i.test(error)
  const found = known?.[1] ?? (isSilent ? `none within ${deadlineMs / 1000} s` : 'a connection that ended')
  const next = known?.[2] ?? 'look at the edge: its logs, its load, and what stands between it and here'
  return [`${origin}: expected an answer, found ${found} (${error})`, next]
}
