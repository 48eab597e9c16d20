import { samples } from '../../fixtures/data/samples.ts'
import { test } from '../../fixtures/vitest.ts'
import { zipOf } from '../../harness/claims/pack.ts'
import { eicar } from '../../harness/probes/kit/eicar.ts'
import { claim } from '../claim.ts'

const subject = 'antivirus and objectStore, behind api and edge'
const harmless = { name: 'note.txt', content: Buffer.from('slept well, walked twice') }

test('of a client', claim('APP-05'), async ({ client, practice, proof }) => {
  const where = { from: client.name, subject }
  const one = await practice.addClient('Quiet River')
  const taken = await practice.attach(one, harmless)
  const address = await practice.linkTo(taken.id)
  const back = await practice.callAsStranger('GET', address)
  const list = await practice.call('GET', `/api/v1/clients/${one}/attachments`)
  const stranger = await practice.callAsStranger('GET', `/api/v1/attachments/${taken.id}`)
  proof.evidence({ ...where, property: 'status of attaching', expected: 201, actual: taken.status })
  proof.evidence({
    ...where,
    property: 'content that comes back',
    expected: harmless.content.toString(),
    actual: back.body,
  })
  proof.evidence({ ...where, property: 'status without a log-in', expected: 401, actual: stranger.status })
  proof.control({ ...where, property: 'list', expected: { includes: harmless.name }, actual: list.body })
})

test('that is given for an attachment', claim('APP-22'), async ({ client, practice, proof }) => {
  const where = { from: client.name, subject }
  const taken = await practice.attach(await practice.addClient('Quiet River'), harmless)
  const address = await practice.linkTo(taken.id)
  const madeUp = `${address.slice(0, -8)}AAAAAAAA`
  const [forged, once, twice] = [
    await practice.callAsStranger('GET', madeUp),
    await practice.callAsStranger('GET', address),
    await practice.callAsStranger('GET', address),
  ]
  const property = 'status of a link'
  proof.evidence({ ...where, property: `${property} that was made up`, expected: 404, actual: forged.status })
  proof.evidence({ ...where, property: `${property} a second time`, expected: 404, actual: twice.status })
  proof.control({ ...where, property: `${property} the first time`, expected: 200, actual: once.status })
})

const lies = {
  'a program called a picture': { name: 'holiday.png', content: Buffer.from('4d5a90ff80c3fe', 'hex') },
  'an archive called a document': {
    name: 'letter.pdf',
    content: zipOf('note.txt', Buffer.from('slept well')),
  },
}

test('whatever it is called', claim('APP-15'), async ({ client, practice, proof }) => {
  const where = { from: client.name, subject }
  const one = await practice.addClient('Quiet River')
  for (const [what, file] of Object.entries(lies)) {
    const { status } = await practice.attach(one, file)
    proof.evidence({ ...where, property: `status of ${what}`, expected: 415, actual: status })
  }
  for (const { name, buffer: content } of Object.values(samples)) {
    const { status } = await practice.attach(one, { name: 'note', content })
    proof.control({
      ...where,
      property: `status of ${name} without its ending`,
      expected: 201,
      actual: status,
    })
  }
})

const virus = Buffer.from(eicar)
const zipped = zipOf('eicar.com', virus)
const wrapped = {
  'as it is': { name: 'eicar.com', content: virus },
  renamed: { name: 'holiday.jpg', content: virus },
  zipped: { name: 'papers.zip', content: zipped },
  'zipped twice': { name: 'papers.zip', content: zipOf('papers.zip', zipped, 'stored') },
}

test('of the EICAR test file', claim('APP-06'), async ({ client, practice, objectStore, proof }) => {
  const where = { from: client.name, subject }
  const inStore = { from: 'the files of the store', subject }
  const one = await practice.addClient('Quiet River')
  for (const [how, file] of Object.entries(wrapped)) {
    const { status } = await practice.attach(one, file)
    proof.evidence({ ...where, property: `status of attaching it ${how}`, expected: 422, actual: status })
  }
  const [keptOfVirus = null] = await objectStore.onDisk([one])
  proof.evidence({ ...inStore, property: 'anything of that client', expected: false, actual: keptOfVirus })
  const { status } = await practice.attach(one, harmless)
  const [kept = null] = await objectStore.onDisk([one])
  proof.control({ ...where, property: 'status of a harmless one', expected: 201, actual: status })
  proof.control({ ...inStore, property: 'anything of that client after it', expected: true, actual: kept })
})

test('of a harmless one', claim('APP-07'), async ({ client, practice, operate, proof }) => {
  const where = { from: client.name, subject }
  const one = await practice.addClient('Quiet River')
  const before = await practice.attach(one, harmless)
  const away = await operate.without('antivirus', () => practice.attach(one, harmless))
  proof.evidence({ ...where, property: 'status while it is away', expected: 503, actual: away.status })
  proof.control({ ...where, property: 'status before', expected: 201, actual: before.status })
})
