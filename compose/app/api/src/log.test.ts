import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { logIn, openApi, password, post } from '../test/api.ts'
import { openLog, withoutAddresses } from './log.ts'

function sink() {
  const lines: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return { stream, text: () => lines.join('') }
}

const person = {
  email: 'ada@example.org',
  password: 'p4ss',
  authorization: 'Bearer b34r',
  cookie: 'session=c00k',
}

test.for([
  ['at the top', person],
  ['one level down', { body: person }],
  ['in headers', { req: { headers: { ...person, 'set-cookie': 'session=c00k' } } }],
  ['three levels down', { a: { b: { c: person } } }],
] as const)('secrets are masked %s', ([, fields]) => {
  const log = sink()
  openLog('api', {}, log.stream).info(fields, 'kept')
  expect(log.text()).toContain('"msg":"kept"')
  expect(log.text()).not.toMatch(/ada@|p4ss|b34r|c00k/)
})

test("an error is told without its row's values or an address", () => {
  const log = sink()
  const err = Object.assign(new Error('550 <ada@example.org> refused'), {
    code: '23505',
    detail: 'Key (email)=(ada)',
  })
  openLog('api', {}, log.stream).error({ err }, 'failed')
  expect(log.text()).toContain('550 <[address]> refused')
  expect(log.text()).toContain('23505')
  expect(log.text()).not.toMatch(/ada|Key/)
})

test('what a person sends is in no line of a real log', async () => {
  const log = sink()
  await using api = await openApi(900, log.stream)
  const { email, session } = await logIn(api.app)
  await api.app.inject(post('/api/v1/auth/register', { email, password, workspace: 'Again' }))
  expect(log.text()).toContain('request completed')
  for (const secret of [email, password, session]) expect(log.text()).not.toContain(secret)
})

test('a text keeps everything but its addresses', () => {
  expect(withoutAddresses('to "a.b+c@d.org", (x@y.z) done')).toBe('to "[address]", ([address]) done')
})
