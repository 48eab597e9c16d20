import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('as a browser asks for them', claim('EDGE-17'), async ({ pageFiles, proof }) => {
  const { where, page, scripts, styles, missing } = pageFiles
  const kinds = { html: [page], javascript: scripts, css: styles }
  for (const [kind, files] of Object.entries(kinds)) {
    for (const { path, answer } of files) {
      const { status } = answer
      const type = answer.header('content-type') ?? ''
      proof.evidence({ ...where, property: `status of ${path}`, expected: 200, actual: status })
      proof.evidence({ ...where, property: `type of ${path}`, expected: { includes: kind }, actual: type })
    }
  }
  const named = scripts.length + styles.length
  proof.control({ ...where, property: 'files that it names', expected: { atLeast: 1 }, actual: named })
  proof.control({
    ...where,
    property: 'a file that nobody has is a script',
    expected: false,
    actual:
      missing.answer.status === 200 && (missing.answer.header('content-type') ?? '').includes('javascript'),
  })
})
