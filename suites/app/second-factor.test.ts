import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('made by an operator', claim('APP-19'), async ({ client, makeAdmin, proof }) => {
  const where = { from: client.name, subject: 'api through the edge' }
  const { email, password, code } = await makeAdmin()
  const logIn = async (given?: string) => {
    const body = JSON.stringify({ email, password, ...(given !== undefined && { code: given }) })
    const headers = { 'content-type': 'application/json' }
    return client.https({ method: 'POST', path: '/api/v1/auth/login', headers, body })
  }
  const without = await logIn()
  const old = await logIn(code(-20))
  const right = code()
  const inside = await logIn(right)
  const again = await logIn(right)
  const refused = { 'without a code': without, 'with an old code': old, 'with the same code again': again }
  for (const [how, { status, headers }] of Object.entries(refused)) {
    proof.evidence({ ...where, property: `status ${how}`, expected: 401, actual: status })
    proof.evidence({
      ...where,
      property: `cookies ${how}`,
      expected: 0,
      actual: headers('set-cookie').length,
    })
  }
  proof.control({ ...where, property: 'status with its code', expected: 200, actual: inside.status })
})
