import { randomUUID } from 'node:crypto'
import { cookieOf } from '../../fixtures/practice.ts'
import { test } from '../../fixtures/vitest.ts'
import { withoutIds } from '../../fixtures/without-ids.ts'
import { lookUntil } from '../../harness/stack/until.ts'
import { claim } from '../claim.ts'

const subject = 'api through the edge'

test('each one that the API describes', claim('APP-10'), async ({ client, practice, operations, proof }) => {
  const where = { from: client.name, subject }
  for (const { name, method, path } of operations.guarded) {
    const { status } = await practice.callAsStranger(method, path)
    proof.evidence({ ...where, property: `status of ${name}`, expected: 401, actual: status })
  }
  for (const { name, method, path } of operations.open) {
    const { status } = await practice.callAsStranger(method, path)
    proof.control({ ...where, property: `status of ${name}`, expected: { not: 401 }, actual: status })
  }
})

test('by its id', claim('APP-11'), async ({ practice, otherPractice, proof }) => {
  const where = { from: 'another practice', subject }
  const soap = { subjective: 'slept', objective: 'calm', assessment: 'better', plan: 'again' }
  const name = `Name ${randomUUID()}`
  const { clientId, id } = await practice.book({ name })
  const file = await practice.attach(clientId, { name: 'note.txt', content: Buffer.from('walked twice') })
  const note = `/api/v1/appointments/${id}/note`
  await practice.call('PUT', note, soap)
  const times = { startsAt: '2041-01-01T10:00:00Z', endsAt: '2041-01-01T11:00:00Z' }
  const asked: [method: string, path: string, body?: object][] = [
    ['GET', note],
    ['PUT', note, soap],
    ['POST', `${note}/signature`, {}],
    ['GET', `/api/v1/attachments/${file.id}`],
    ['POST', '/api/v1/appointments', { clientId, ...times }],
  ]
  for (const [method, path, body] of asked) {
    const { status } = await otherPractice.call(method, path, body)
    const property = `status of ${method} ${withoutIds(path)}`
    proof.evidence({ ...where, property, expected: 404, actual: status })
  }
  for (const path of ['/api/v1/clients', `/api/v1/clients/${clientId}/attachments`]) {
    const { body } = await otherPractice.call('GET', path)
    const told = [name, file.id].filter((one) => body.includes(one))
    const property = `records told by ${withoutIds(path)}`
    proof.evidence({ ...where, property, expected: [], actual: told })
  }
  const own = { from: 'the practice itself', subject }
  for (const path of [note, `/api/v1/attachments/${file.id}`]) {
    const { status } = await practice.call('GET', path)
    const property = `status of GET ${withoutIds(path)}`
    proof.control({ ...own, property, expected: 200, actual: status })
  }
})

test('of another log-in', claim('APP-12'), async ({ logIn, proof }) => {
  const where = { from: 'a browser that kept it', subject }
  const passing = await logIn()
  const me = '/api/v1/auth/me'
  const before = await passing.call('GET', me)
  const forged = {
    'made up': `session=${randomUUID()}`,
    'a token without a signature': `session=${unsigned({ sub: passing.email, role: 'admin' })}`,
    empty: 'session=',
  }
  for (const [how, cookie] of Object.entries(forged)) {
    const { status } = await passing.call('GET', me, undefined, cookie)
    proof.evidence({ ...where, property: `status with one that is ${how}`, expected: 401, actual: status })
  }
  await passing.call('POST', '/api/v1/auth/logout', {})
  const after = await passing.call('GET', me)
  proof.evidence({ ...where, property: 'status after log-off', expected: 401, actual: after.status })
  proof.control({ ...where, property: 'status before', expected: 200, actual: before.status })
})

test('once it was renewed', claim('APP-23'), async ({ logIn, proof }) => {
  const where = { from: 'whoever has copied it', subject }
  const person = await logIn()
  const me = (cookie?: string) => person.call('GET', '/api/v1/auth/me', undefined, cookie)
  const renewed = await person.call('POST', '/api/v1/auth/refresh')
  const next = cookieOf({ cookies: renewed.headers('set-cookie') })
  const inUse = await me(next)
  const { status } = await lookUntil({
    what: 'the old cookie refused',
    look: () => me(),
    done: (old) => old.status !== 200,
    deadlineMs: 8_000,
    everyMs: 500,
  })
  const after = await me(next)
  proof.evidence({ ...where, property: 'status with the old cookie', expected: 401, actual: status })
  proof.evidence({
    ...where,
    property: 'status of the session after that',
    expected: 401,
    actual: after.status,
  })
  proof.control({ ...where, property: 'status of renewing', expected: 204, actual: renewed.status })
  proof.control({ ...where, property: 'status with the new cookie', expected: 200, actual: inUse.status })
})

test('of nobody who asks', claim('APP-13'), async ({ idleness, logIn, proof }) => {
  const where = { from: 'a browser left alone', subject }
  const passing = await logIn()
  const before = await passing.call('GET', '/api/v1/auth/me')
  const lives = await idleness.secondsLeft()
  const inCache = { from: idleness.where.from, subject: 'cache' }
  proof.evidence({
    ...inCache,
    property: 'seconds that the longest session has left',
    expected: { between: [0, idleness.promised] },
    actual: Math.max(...lives),
  })
  proof.evidence({
    ...inCache,
    property: 'seconds that the shortest session has left',
    expected: { between: [0, idleness.promised] },
    actual: Math.min(...lives),
  })
  proof.control({ ...inCache, property: 'sessions', expected: { atLeast: 1 }, actual: lives.length })
  proof.control({ ...where, property: 'status while it lasts', expected: 200, actual: before.status })
})

/** What a library takes that believes the header of a token (`alg: none`). */
function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`
}
