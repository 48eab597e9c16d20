import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

const versions = [
  { version: 'TLSv1', expected: 'refused' },
  { version: 'TLSv1.1', expected: 'refused' },
  { version: 'TLSv1.2', expected: 'accepted' },
  { version: 'TLSv1.3', expected: 'accepted' },
] as const

test('each version is offered alone', claim('EDGE-02'), async ({ tls, proof }) => {
  for (const { version, expected } of versions) {
    proof.evidence({ ...tls.edge, property: version, expected, actual: await tls.accepts(version) })
  }
  proof.control({
    from: tls.edge.from,
    subject: 'a server of TLS 1.0 alone',
    property: 'TLSv1',
    expected: 'accepted',
    actual: await tls.oldServerAccepts(),
  })
})

test('as a client sees it', claim('EDGE-03'), async ({ tls, proof }) => {
  proof.evidence({ ...tls.edge, property: 'chain and name', expected: 'trusted', actual: await tls.trust() })
  proof.control({
    ...tls.edge,
    property: 'chain and name for another host',
    expected: { not: 'trusted' },
    actual: await tls.trust('other.test'),
  })
})
