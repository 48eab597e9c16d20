import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('on a desk and on a phone', claim('APP-14'), async ({ journey, proof }) => {
  if ('missing' in journey) {
    proof.notEvaluated(journey.missing)
    return
  }
  const { scenes, cleared } = await journey.day()
  for (const { where, steps, heard, barriers } of scenes) {
    for (const { name, outcome } of steps)
      proof.evidence({ ...where, property: name, expected: 'done', actual: outcome })
    for (const [what, lines] of Object.entries({ ...heard, barriers }))
      proof.evidence({ ...where, property: `${what} of the page`, expected: [], actual: lines })
  }
  if (cleared !== null)
    proof.evidence({
      from: 'a browser',
      subject: 'api through the edge',
      property: 'status of removing what was left',
      expected: 204,
      actual: cleared,
    })
  const { where, heard, barriers } = await journey.control()
  for (const [what, lines] of Object.entries({ ...heard, barriers }))
    proof.control({
      ...where,
      property: `${what} that are seen`,
      expected: { atLeast: 1 },
      actual: lines.length,
    })
})
