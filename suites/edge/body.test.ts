import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('one byte more, and not one', claim('EDGE-12'), async ({ client, stack, proof }) => {
  const { endpoints, limits } = stack.config
  const [path, bytes] = [endpoints.missing ?? '/', limits.body?.bytes ?? 0]
  const where = { from: client.name, subject: 'edge body' }
  const send = (bodySize: number) => client.https({ method: 'POST', path, bodySize })
  const [more, most] = [await send(bytes + 1), await send(bytes)]
  proof.evidence({ ...where, property: `status of ${bytes + 1} bytes`, expected: 413, actual: more.status })
  proof.control({
    ...where,
    property: `status of ${bytes} bytes`,
    expected: { not: 413 },
    actual: most.status,
  })
})
