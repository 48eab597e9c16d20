import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logIn, openApi, type TestApi } from '../../test/api.ts'

let api: TestApi
let noa: Awaited<ReturnType<typeof logIn>>
beforeAll(async () => {
  api = await openApi()
  noa = await logIn(api.app)
})
afterAll(() => api[Symbol.asyncDispose]())

const open = (session: string, origin = 'https://localhost') =>
  api.app.injectWS('/ws/updates', { headers: { cookie: `session=${session}`, origin, host: 'localhost' } })

test('a page hears that something has changed in its workspace, and nothing of others', async () => {
  const dana = await logIn(api.app)
  const [own, other] = [await open(noa.session), await open(dana.session)]
  const heard: string[] = []
  other.on('message', (data: Buffer) => heard.push(String(data)))
  const next = once(own, 'message')
  await noa.post('/api/v1/clients', { name: 'Ada' })
  expect(JSON.parse(String((await next)[0]))).toEqual({ changed: 'clients' })
  const theirs = once(other, 'message')
  await dana.post('/api/v1/clients', { name: 'Ben' })
  await theirs
  expect(heard).toHaveLength(1)
  own.terminate()
  other.terminate()
})

test('no socket opens without a session, or for a page of another site', async () => {
  await expect(open('forged')).rejects.toThrow('401')
  await expect(open(noa.session, 'https://stranger.test')).rejects.toThrow('403')
  await expect(open(noa.session, 'null')).rejects.toThrow('403')
})

test('it takes no messages', async () => {
  const socket = await open(noa.session)
  const closed = once(socket, 'close')
  socket.send('anything')
  expect((await closed)[0]).toBe(1008)
})
