import { expect, test } from 'vitest'
import { checkRun } from '../record/schema.ts'
import { entry, erredEntry, failedEntry, observation, run } from './sample-run.ts'

test('a run with one entry of each verdict is valid', () => {
  expect(checkRun(run())).toEqual({ kind: 'run', run: run() })
})

const { reason: _, ...withoutReason } = erredEntry
const invalid: [string, unknown][] = [
  ['nothing', undefined],
  ['an id of another shape', run({ claims: [entry({ id: 'ISO-1' })] })],
  ['a pass without a control', run({ claims: [entry({ observations: [observation()] })] })],
  ['a pass with a red observation', run({ claims: [entry({ observations: failedEntry.observations })] })],
  ['a fail without a red evidence', run({ claims: [entry({ verdict: 'fail' })] })],
  ['an error without a reason', run({ claims: [withoutReason] })],
  ['waived by nobody', run({ claims: [entry({ verdict: 'waived' })] })],
  ['a day that is none', { ...run(), run: { ...run().run, startedAt: 'yesterday' } }],
]

test.for(invalid)('%s is refused, and told where', ([, value]) => {
  expect(checkRun(value)).toMatchObject({
    kind: 'invalid',
    problems: expect.arrayContaining([expect.stringMatching(/^\/.*: /)]),
  })
})
