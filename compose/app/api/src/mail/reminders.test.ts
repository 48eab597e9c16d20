import { expect, onTestFinished, test } from 'vitest'
import { logIn, openApi, type TestApi } from '../../test/api.ts'
import { openMailbox, startConsumer } from '../../test/mail.ts'
import { serveWorkerHealth } from './health.ts'

async function book(api: TestApi, email: string | undefined) {
  const person = await logIn(api.app)
  const added = await person.post('/api/v1/clients', { name: 'Ada Lovelace', ...(email && { email }) })
  const startsAt = new Date(Date.now() + 3_600_000).toISOString()
  const endsAt = new Date(Date.now() + 7_200_000).toISOString()
  const answer = await person.post('/api/v1/appointments', { clientId: added.json().id, startsAt, endsAt })
  return { person, answer }
}

test('a due reminder is mailed once and names the workspace, not the client', async () => {
  await using api = await openApi()
  const mailbox = await openMailbox(1)
  const { person, answer } = await book(api, 'ada@example.org')
  expect(answer.statusCode).toBe(201)
  const worker = startConsumer(api, mailbox)
  await expect.poll(() => mailbox.mails.length, { timeout: 15_000 }).toBe(1)
  await worker.close()
  expect(mailbox.mails[0]).toContain(`Subject: Appointment reminder from ${person.workspace}`)
  expect(mailbox.mails[0]).toContain('To: ada@example.org')
  expect(mailbox.mails[0]).not.toContain('Lovelace')
  const sent = await api.owner.query('SELECT sent_at IS NOT NULL AS sent FROM reminders')
  expect(sent.rows).toEqual([{ sent: true }])
})

test('closing the worker waits for the mail that it is sending', async () => {
  await using api = await openApi()
  const gate = Promise.withResolvers<void>()
  const mailbox = await openMailbox(0, gate.promise)
  await book(api, 'ada@example.org')
  const worker = startConsumer(api, mailbox)
  await new Promise((resolve) => worker.consumer.once('active', resolve))
  const closing = worker.close()
  expect(mailbox.mails).toEqual([])
  gate.resolve()
  await closing
  expect(mailbox.mails).toHaveLength(1)
  const unsent = await api.owner.query('SELECT FROM reminders WHERE sent_at IS NULL')
  expect(unsent.rowCount).toBe(0)
})

test('a client without an address gets no reminder', async () => {
  await using api = await openApi()
  const { answer } = await book(api, undefined)
  expect(answer.json()).toMatchObject({ remindAt: null })
  const reminders = await api.owner.query('SELECT FROM reminders')
  expect(reminders.rowCount).toBe(0)
})

test('when the queue refuses, no appointment is left without its reminder', async () => {
  await using api = await openApi()
  const person = await logIn(api.app)
  const client = (await person.post('/api/v1/clients', { name: 'Ada', email: 'ada@example.org' })).json()
  const hour = { startsAt: '2030-05-01T10:00:00Z', endsAt: '2030-05-01T11:00:00Z' }
  await api.redis.config('SET', 'maxmemory', '1')
  const answer = await person
    .post('/api/v1/appointments', { clientId: client.id, ...hour })
    .finally(() => api.redis.config('SET', 'maxmemory', '0'))
  expect(answer.statusCode).toBe(503)
  expect((await person.get('/api/v1/appointments')).json()).toEqual({ appointments: [] })
})

test('the worker is healthy while it runs, and not without Redis or its queue worker', async () => {
  await using api = await openApi()
  const { redis, consumer, close } = startConsumer(api, await openMailbox())
  await consumer.waitUntilReady()
  const health = serveWorkerHealth(0, redis, consumer)
  onTestFinished(() => void health.close())
  await new Promise((resolve) => health.once('listening', resolve))
  const address = health.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  const read = async () => {
    const answer = await fetch(url)
    return { status: answer.status, body: await answer.json() }
  }
  expect(await read()).toMatchObject({ status: 200, body: { redis: 'answers', consumer: 'running' } })
  await consumer.pause()
  expect(await read()).toMatchObject({ status: 500, body: { redis: 'answers', consumer: 'stopped' } })
  await close()
  expect(await read()).toMatchObject({ status: 500, body: { redis: 'missing', consumer: 'stopped' } })
})
