import type { DetailedPeerCertificate, TLSSocket } from 'node:tls'
import type { Certificate } from '../tls.ts'

/** What the server presented, and whether it holds for the name that was asked for under the given authority. */
export function certificateOf(socket: TLSSocket): Certificate {
  const leaf = socket.getPeerCertificate(true)
  return {
    subject: nameOf(leaf.subject),
    issuer: nameOf(leaf.issuer),
    names: (leaf.subjectaltname ?? '').split(', ').filter((name) => name !== ''),
    validFrom: new Date(leaf.valid_from).toISOString(),
    validTo: new Date(leaf.valid_to).toISOString(),
    fingerprint: leaf.fingerprint256,
    chain: chainOf(leaf),
    authorized: socket.authorized,
    ...(socket.authorizationError && { reason: String(socket.authorizationError) }),
  }
}

function nameOf(name: DetailedPeerCertificate['subject']): string {
  return Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')
}

/** Subjects from the leaf up; a root names itself as its issuer and ends it. */
function chainOf(leaf: DetailedPeerCertificate): string[] {
  const subjects: string[] = []
  const seen = new Set<string>()
  for (
    let at: DetailedPeerCertificate | undefined = leaf;
    at && !seen.has(at.fingerprint256);
    at = at.issuerCertificate
  ) {
    seen.add(at.fingerprint256)
    subjects.push(nameOf(at.subject))
  }
  return subjects
}
