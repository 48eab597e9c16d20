import { expect, test } from 'vitest'
import { entry, hostile, observation, run } from './sample-run.ts'
import { summary, summaryLimit } from './summary.ts'

test('failures come first, then totals, phases and fidelity', () => {
  const text = summary(run())
  const order = [
    'failed (exit 1)',
    '### fail: ISO-02',
    '### error: DATA-01',
    '- waived: CFG-01',
    '| **all** |',
    '| raise | 12.3 s |',
    'Fidelity: 1',
  ]
  const places = order.map((part) => text.indexOf(part))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('a failure says expected, found, where and the next step', () => {
  const text = summary(run())
  expect(text).toContain(
    '- **database:5432**: connect; expected `"refused"`, found `"open"`, where: `inside web (suites/isolation/reach.test.ts:12)`',
  )
  expect(text).toContain('- **next:** Take web off the database network.')
})

test('a thousand long failures still fit a comment, and say how many were left out', () => {
  const observations = Array.from({ length: 30 }, (_, i) =>
    observation({ ok: false, actual: `${i}${'x'.repeat(5000)}` }),
  )
  const claims = Array.from({ length: 1000 }, () => entry({ verdict: 'fail', observations }))
  const text = summary(run({ claims }))
  expect(text.length).toBeLessThanOrEqual(summaryLimit)
  expect(text).toMatch(/… and \d+ more, in run\.json\./)
  expect(text).toContain('Fidelity: 1')
})

test('what a container answered stays text and calls nobody', () => {
  const red = observation({ ok: false, subject: hostile, actual: '```\n| a |' })
  const text = summary(run({ claims: [entry({ verdict: 'fail', reason: hostile, observations: [red] })] }))
  expect(text).toContain('found ````"```\\n| a |"````')
  expect(text).not.toMatch(/@team|[^\\]<b>/)
  expect(text).not.toContain('\u001b')
})
