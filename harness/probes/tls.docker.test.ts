import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ground, openGround } from './ground.ts'
import { type ListenInput, listenIn } from './listen.ts'
import { tlsFrom } from './tls.ts'

let ground: Ground
let kit: string

beforeAll(async () => {
  ground = await openGround()
  kit = await ground.container('none')
})

afterAll(() => ground[Symbol.asyncDispose]())

const serverName = 'control.stackproof'
const listen = (tls?: ListenInput['tls']) =>
  listenIn({ kit }, { addresses: ['127.0.0.1'], port: 0, identity: 'control', ...(tls && { tls }) })
const versionsAt = async (port: number) => {
  const { versions } = await tlsFrom({ kit }, { host: '127.0.0.1', port, serverName }, 5000)
  return versions.map(({ version, outcome }) => `${version} ${outcome}`)
}

test('a server of TLS 1.0 only is seen to accept it', async () => {
  await using server = await listen({ minVersion: 'TLSv1', maxVersion: 'TLSv1' })
  expect(await versionsAt(server.port)).toEqual([
    'TLSv1 accepted',
    'TLSv1.1 refused',
    'TLSv1.2 refused',
    'TLSv1.3 refused',
  ])
})

test('a server of TLS 1.2 and 1.3 is seen to refuse what is older', async () => {
  await using server = await listen({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' })
  expect(await versionsAt(server.port)).toEqual([
    'TLSv1 refused',
    'TLSv1.1 refused',
    'TLSv1.2 accepted',
    'TLSv1.3 accepted',
  ])
})

test('a cipher that the server lacks is refused, one that it has is accepted', async () => {
  await using server = await listen({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' })
  const ciphers = ['ECDHE-ECDSA-AES128-GCM-SHA256', 'AES128-SHA']
  const answer = await tlsFrom({ kit }, { host: '127.0.0.1', port: server.port, serverName, ciphers }, 5000)
  expect(answer.ciphers.map(({ offered, outcome }) => [offered, outcome])).toEqual([
    ['ECDHE-ECDSA-AES128-GCM-SHA256', 'accepted'],
    ['AES128-SHA', 'refused'],
  ])
})

test('a server that speaks no TLS, and a port where nobody listens, are told apart', async () => {
  await using plain = await listen()
  const spoken = await tlsFrom({ kit }, { host: '127.0.0.1', port: plain.port, serverName }, 5000)
  expect(new Set(spoken.versions.map(({ outcome }) => outcome))).toEqual(new Set(['refused']))
  expect(spoken.certificate).toBeUndefined()
  const nobody = await tlsFrom({ kit }, { host: '127.0.0.1', port: 1, serverName }, 5000)
  expect(new Set(nobody.versions.map(({ outcome }) => outcome))).toEqual(new Set(['nobody listens']))
})
