import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('ballast until it is refused', claim('DATA-14'), async ({ cache, proof }) => {
  const [peer = 'api'] = cache.peers
  const { where, ...seen } = await cache.fill(peer)
  proof.evidence({
    ...where,
    property: 'answer once it is full',
    expected: { matches: '^OOM' },
    actual: seen.last,
  })
  proof.evidence({
    ...where,
    property: 'keys left of those written before',
    expected: seen.written,
    actual: seen.left,
  })
  proof.control({
    ...where,
    property: 'answer while there is room',
    expected: { matches: '^[0-9]+$' },
    actual: seen.first,
  })
})
