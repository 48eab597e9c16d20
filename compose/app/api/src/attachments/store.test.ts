import { expect, inject, test } from 'vitest'
import { makeCertificate } from '../../test/certificate.ts'
import { openObjectStore } from './store.ts'

const settings = inject('backing').store

/** What a ping says; nothing when the store admits us. */
async function said(changed: Partial<typeof settings>): Promise<string> {
  const store = openObjectStore({ ...settings, ...changed })
  try {
    return await store.ping().then(() => '', String)
  } finally {
    await store.close()
  }
}

test('the bucket is reached over TLS with its key', async () => {
  expect(await said({})).toBe('')
})

test('a wrong key and another bucket are told', async () => {
  expect(await said({ key: 'another-key-of-tests' })).toContain('expected status 200, found 403')
  expect(await said({ bucket: 'nobody-made-it' })).toContain('expected status 200, found 404')
})

test('a server that another authority vouches for is refused', async () => {
  expect(await said({ ca: (await makeCertificate()).pem })).toMatch(/certificate/)
})
