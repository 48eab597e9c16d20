import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('the one that is granted least', claim('HLT-07'), async ({ excess, proof }) => {
  const { where, ...seen } = await excess.memory()
  proof.evidence({
    ...where,
    property: 'what it could take of twice its grant',
    expected: 'killed',
    actual: seen.taken,
  })
  proof.evidence({
    ...where,
    property: 'state afterwards',
    expected: { matches: '^running, (healthy|no check)$' },
    actual: seen.after,
  })
  proof.evidence({ ...where, property: 'others that were started anew', expected: [], actual: seen.others })
  proof.control({ ...where, property: 'others watched', expected: { atLeast: 1 }, actual: seen.watched })
})

test('the one that is granted least, one shell', claim('HLT-08'), async ({ excess, proof }) => {
  const { where, granted, started } = await excess.processes()
  proof.evidence({ ...where, property: 'processes started', expected: { atMost: granted }, actual: started })
  proof.control({ ...where, property: 'processes started', expected: { atLeast: 1 }, actual: started })
})

test('the one that is granted least, four loops', claim('HLT-09'), async ({ excess, proof }) => {
  const { where, granted, taken, held } = await excess.cpu()
  // What runs in slices ends a little late.
  const most = Number((granted * 1.15).toFixed(2))
  proof.evidence({ ...where, property: 'cores taken', expected: { atMost: most }, actual: taken })
  proof.evidence({ ...where, property: 'what held it', expected: 'its limit', actual: held })
  const tried = { oneOf: ['its limit', 'nothing'] }
  proof.control({ ...where, property: 'what held it', expected: tried, actual: held })
})
