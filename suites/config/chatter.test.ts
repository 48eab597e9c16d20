import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'
import { mostBytes } from './kept-logs.ts'

test('half as much again as may be kept', claim('CFG-20'), async ({ chatter, proof }) => {
  const { where, ...seen } = await chatter.log(mostBytes * 1.5)
  // A file is closed after the line that fills it, and the engine's notes lie beside.
  const most = mostBytes + 2 ** 20
  proof.evidence({ ...where, property: 'bytes kept', expected: { atMost: most }, actual: seen.kept })
  proof.control({ ...where, property: 'last line is kept', expected: true, actual: seen.last })
})
