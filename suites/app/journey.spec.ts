import { openMailbox } from '../../fixtures/mailbox.ts'
import { newAddress } from '../../fixtures/newcomer.ts'
import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('on a desk and on a phone', claim('APP-14'), async ({ journey, proof }) => {
  if ('missing' in journey) {
    proof.notEvaluated(journey.missing)
    return
  }
  const { scenes, cleared, shown } = await journey.day()
  for (const one of shown) proof.attach(one)
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

test('to whoever was booked', claim('APP-24'), async ({ journey, target, proof }) => {
  if ('missing' in journey) {
    proof.notEvaluated(journey.missing)
    return
  }
  if (target.mail === undefined) {
    proof.notEvaluated('journey.sink: expected one, found none', 'mail-sink')
    return
  }
  const mailbox = openMailbox(target)
  const { scenes } = await journey.day()
  const where = { from: 'the mail server', subject: 'worker with api' }
  for (const { mailed } of scenes.filter((scene) => scene.mailed !== '')) {
    const actual = (await mailbox.first(mailed, 10_000)) === null ? 'none' : 'arrived'
    proof.evidence({ ...where, property: 'mail to whoever was booked', expected: 'arrived', actual })
  }
  const others = await mailbox.to(newAddress())
  proof.control({ ...where, property: 'mails to somebody else', expected: 0, actual: others.length })
})
