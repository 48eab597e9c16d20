import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

// S3 says so of a request without credentials, and of one whose credentials do not reach.
const refused = 403

test('from every service beside it, without TLS', claim('DATA-06'), async ({ objectStore, proof }) => {
  for (const peer of objectStore.peers) {
    const [where, call] = [objectStore.where(peer), { method: 'GET', path: '/' }]
    proof.evidence({
      ...where,
      property: 'status over plain HTTP',
      expected: 400,
      actual: await objectStore.plain(peer, call),
    })
    proof.control({
      ...where,
      property: 'status over TLS, without credentials',
      expected: refused,
      actual: await objectStore.anonymous(peer, call),
    })
  }
})

test(
  'from every service beside it, without credentials',
  claim('DATA-07'),
  async ({ objectStore, proof }) => {
    const planted = await objectStore.plant()
    const path = `/${objectStore.bucket}/${planted.key}`
    for (const peer of objectStore.peers) {
      const where = objectStore.where(peer)
      for (const call of [
        { method: 'GET', path: '/' },
        { method: 'GET', path: '/', asBrowser: true },
        { method: 'GET', path: `/${objectStore.bucket}` },
        { method: 'GET', path },
        { method: 'PUT', path: `${path}-anonymous`, body: 'x' },
      ]) {
        const actual = await objectStore.anonymous(peer, call)
        const by = call.asBrowser ? ', as a browser asks' : ''
        const property = `status of ${call.method} ${call.path.replace(planted.key, 'OBJECT')}${by}`
        proof.evidence({ ...where, property, expected: refused, actual })
      }
      proof.control({
        ...where,
        property: 'status of GET OBJECT as the application',
        expected: 200,
        actual: await objectStore.signed(peer, { method: 'GET', path }),
      })
    }
    await objectStore.remove(planted.key)
  },
)

test('of a small object, which is kept inline', claim('DATA-08'), async ({ objectStore, proof }) => {
  const where = { from: 'the files of the store', subject: 'objectStore' }
  const { key, content } = await objectStore.plant()
  const [inFiles, named] = await objectStore.onDisk([content, key.split('/')[1] ?? key])
  proof.evidence({ ...where, property: 'content found in a file', expected: false, actual: inFiles ?? null })
  proof.evidence({
    ...where,
    property: 'read back as the application',
    expected: content,
    actual: await objectStore.read(key),
  })
  proof.control({ ...where, property: 'its key found', expected: true, actual: named ?? null })
  await objectStore.remove(key)
})

test('as the application’s user', claim('DATA-09'), async ({ objectStore, proof }) => {
  const where = objectStore.where(objectStore.main)
  const foreign = `/${objectStore.otherBucket}`
  for (const [what, call] of [
    ['making a bucket', { method: 'PUT', path: foreign }],
    ['writing into another bucket', { method: 'PUT', path: `${foreign}/x`, body: 'x' }],
    ['listing its own bucket', { method: 'GET', path: `/${objectStore.bucket}` }],
    ['listing users', { method: 'GET', path: '/minio/admin/v3/list-users' }],
  ] as const) {
    const actual = await objectStore.signed(objectStore.main, call)
    proof.evidence({ ...where, property: `status of ${what}`, expected: refused, actual })
  }
  const { key, status } = await objectStore.plant()
  proof.control({ ...where, property: 'status of writing into its own', expected: 200, actual: status })
  await objectStore.remove(key)
})
