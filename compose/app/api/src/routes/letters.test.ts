import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { logIn, openApi, password, post, type TestApi } from '../../test/api.ts'
import { openMailbox, startConsumer } from '../../test/mail.ts'
import { codeOf } from '../totp.ts'
import { addAccount } from './auth.ts'

let api: TestApi
let mails: string[]
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(async () => {
  const mailbox = await openMailbox()
  mails = mailbox.mails
  const worker = startConsumer(api, mailbox)
  return () => worker.close()
})

const another = 'a battery of another horse'

/** The token of the first letter that arrives, and its text. */
async function letter(): Promise<{ token: string; text: string }> {
  await expect.poll(() => mails.length, { timeout: 10_000 }).toBe(1)
  // Quoted-printable breaks long lines.
  const text = (mails[0] ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=')
  return { text, token: /https:\/\/pazpaz\.test\/password#([\w-]{43})/.exec(text)?.[1] ?? '' }
}

const ask = (email: string) => api.app.inject(post('/api/v1/auth/reset', { email }))
const answer = (token: string) => api.app.inject(post('/api/v1/auth/password', { token, password: another }))
const enter = (email: string, word: string) =>
  api.app.inject(post('/api/v1/auth/login', { email, password: word }))

test('a mailed link sets one password, once, and ends what was open', async () => {
  const person = await logIn(api.app)
  expect((await ask(person.email.toUpperCase())).statusCode).toBe(204)
  const { token, text } = await letter()
  expect(text).toContain(`To: ${person.email}`)
  expect((await answer(token)).statusCode).toBe(204)
  const again = await answer(token)
  expect(again.statusCode).toBe(404)
  expect(again.json()).toEqual({ error: 'this link is no longer good: ask for a new one' })
  expect((await person.get('/api/v1/auth/me')).statusCode).toBe(401)
  expect((await enter(person.email, password)).statusCode).toBe(401)
  expect((await enter(person.email, another)).statusCode).toBe(200)
})

test('neither the queue nor the database holds what opens a letter', async () => {
  const person = await logIn(api.app)
  await ask(person.email)
  const { token } = await letter()
  const rows = await api.owner.query('SELECT row_to_json(l)::text AS text FROM letters l')
  expect(rows.rows.map(({ text }) => text).join()).not.toContain(token)
  const jobs = await Promise.all((await api.redis.keys('bull:*')).map((key) => api.redis.dump(key)))
  expect(jobs.map(String).join()).not.toContain(token)
})

test('an address that nobody has gets the same answer and no letter', async () => {
  expect((await ask('nobody@example.org')).statusCode).toBe(204)
  const person = await logIn(api.app)
  await ask(person.email)
  expect((await letter()).text).toContain(`To: ${person.email}`)
})

test('a link is good for an hour, and a later one does not make it good again', async () => {
  const person = await logIn(api.app)
  await ask(person.email)
  const { token } = await letter()
  await api.owner.query("UPDATE letters SET expires_at = now() - interval '1 second' WHERE used_at IS NULL")
  expect((await answer(token)).statusCode).toBe(404)
  expect((await answer('made-up')).statusCode).toBe(404)
  expect((await enter(person.email, password)).statusCode).toBe(200)
})

test('an admin invites a member into the same practice; a member invites nobody', async () => {
  const totp = Buffer.alloc(20, 6)
  const head = { email: 'head@example.org', password, workspace: 'Head & Sons', totp }
  await addAccount(api.vault, head)
  const code = codeOf(totp, Math.floor(Date.now() / 30_000))
  const entered = await api.app.inject(post('/api/v1/auth/login', { email: head.email, password, code }))
  const cookies = { session: entered.cookies[0]?.value ?? '' }
  const invitation = post('/api/v1/auth/invitations', { email: 'Dana@Head.org' })
  expect((await api.app.inject({ ...invitation, cookies })).statusCode).toBe(204)
  const { token, text } = await letter()
  expect(text).toContain('Subject: Head & Sons invites you to PazPaz')
  expect((await answer(token)).statusCode).toBe(204)
  const joined = await enter('dana@head.org', another)
  expect(joined.json()).toMatchObject({ role: 'member', workspace: 'Head & Sons' })
  const member = { session: joined.cookies[0]?.value ?? '' }
  const refused = await api.app.inject({ ...invitation, cookies: member })
  expect(refused.statusCode).toBe(403)
  expect(refused.json()).toEqual({ error: 'only an admin may do this' })
})

test('while sessions cannot be ended the link stays good and the password as it was', async () => {
  const person = await logIn(api.app)
  await ask(person.email)
  const { token } = await letter()
  await api.redis.config('SET', 'maxmemory', '1')
  const refused = await answer(token).finally(() => api.redis.config('SET', 'maxmemory', '0'))
  expect(refused.statusCode).toBe(503)
  expect((await enter(person.email, password)).statusCode).toBe(200)
  expect((await answer(token)).statusCode).toBe(204)
})

test('who has an account already joins no other practice', async () => {
  const person = await logIn(api.app)
  const totp = Buffer.alloc(20, 7)
  const admin = await addAccount(api.vault, { email: 'two@example.org', password, workspace: 'Two', totp })
  await api.owner.query(
    `INSERT INTO letters (workspace_id, email, token_sha256, expires_at)
     VALUES ($1, $2, sha256('known'), now() + interval '1 day')`,
    [admin.workspaceId, person.email],
  )
  expect((await answer('known')).statusCode).toBe(409)
  expect((await person.get('/api/v1/auth/me')).json()).toMatchObject({ workspace: person.workspace })
})
