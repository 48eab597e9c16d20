import { randomUUID } from 'node:crypto'
import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('to somebody who is logged in', claim('APP-20'), async ({ logIn, letters, target, proof }) => {
  const { where } = letters
  const person = await logIn()
  const me = () => person.call('GET', '/api/v1/auth/me')
  const before = await me()
  const asked = { nobody: await letters.ask(letters.nobody), somebody: await letters.ask(person.email) }
  const { origin, token } = await letters.link(person.email)
  const [first, second] = [`first-${randomUUID()}`, `second-${randomUUID()}`]
  const forged = await letters.choose(randomUUID(), second)
  const once = await letters.choose(token, first)
  const twice = await letters.choose(token, second)
  const after = await me()
  const entered = {
    old: await letters.enter(person.email, person.password),
    new: await letters.enter(person.email, first),
  }
  proof.evidence({
    ...where,
    property: 'answer to an address without a log-in',
    expected: asked.somebody,
    actual: asked.nobody,
  })
  proof.evidence({ ...where, property: 'where the link leads', expected: target.origin, actual: origin })
  proof.evidence({ ...where, property: 'status of a token that was made up', expected: 404, actual: forged })
  proof.evidence({ ...where, property: 'status of a second use', expected: 404, actual: twice })
  proof.evidence({
    ...where,
    property: 'status of what was logged in before',
    expected: 401,
    actual: after.status,
  })
  proof.evidence({ ...where, property: 'status with the old password', expected: 401, actual: entered.old })
  proof.control({
    ...where,
    property: 'status of what was logged in, until then',
    expected: 200,
    actual: before.status,
  })
  proof.control({ ...where, property: 'status of its first use', expected: 204, actual: once })
  proof.control({ ...where, property: 'status with the new password', expected: 200, actual: entered.new })
})

test(
  'each that the config names',
  claim('APP-21'),
  async ({ practice, adminPractice, operations, proof }) => {
    const subject = 'api through the edge'
    for (const { name, method, path } of operations.admin) {
      const property = `status of ${name}`
      const asMember = await practice.call(method, path, {})
      proof.evidence({ from: 'a member', subject, property, expected: 403, actual: asMember.status })
      const asAdmin = await adminPractice.call(method, path, {})
      // Whether it takes an empty body is another matter.
      proof.control({
        from: 'an admin',
        subject,
        property,
        expected: { between: [200, 400] },
        actual: asAdmin.status,
      })
    }
  },
)
