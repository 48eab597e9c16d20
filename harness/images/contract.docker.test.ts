import { fileURLToPath } from 'node:url'
import { describe, test } from 'vitest'
import type { Row } from './contract/contract.ts'
import { contracts } from './contract/contracts.ts'
import { tryRow } from './contract/try-row.ts'
import { wrongUidImage } from './contract/wrong-uid.ts'
import { bundledImages, type NeededImage } from './needed.ts'
import { prepareImages } from './prepare.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const named = new Set(contracts.map(({ image }) => image))
const inUse = await prepareImages({ root, images: bundledImages.map(asWanted) })

describe.for(contracts)('$image keeps its contract', ({ image, rows }) => {
  test.concurrent.for(rows)('$name', async (row, { expect }) => {
    expect(await tryRow(inUse[image]?.reference ?? image, row)).toEqual([])
  })
})

const uidRows = [
  { image: 'redis', user: 'redis', red: 'started as root, the server runs as uid 999' },
  { image: 'nginx', user: 'nginx', red: 'started as root, the workers run as uid 101 and a page is served' },
  { image: 'clamav', user: 'clamav', red: 'options alone mean the scanner, which runs as uid 100' },
  { image: 'node', user: 'node', red: 'the user node has uid and gid 1000 and a home' },
]

test.concurrent.for(uidRows)(
  'a wrong uid in $image turns exactly its row red',
  async ({ image, user, red }, { expect }) => {
    await using changed = await wrongUidImage(inUse[image]?.reference ?? image, user)
    const rows = rowsOf(image)
    // All of them end before the image goes, also where one throws: else their containers would stay.
    const tried = await Promise.allSettled(rows.map((row) => tryRow(changed.reference, row)))
    const found = tried.map((one) => (one.status === 'fulfilled' ? one.value : [String(one.reason)]))
    expect(rows.filter((_, at) => found[at]?.length !== 0).map(({ name }) => name)).toEqual([red])
  },
)

// Its other rows start a server each, and take as long as the whole table.
test.concurrent('a wrong uid in postgres turns its row red', async ({ expect }) => {
  await using changed = await wrongUidImage(inUse.postgres?.reference ?? 'postgres', 'postgres')
  const rows = rowsOf('postgres').filter(({ name }) => name === 'started as root, the server runs as uid 999')
  const found = await Promise.all(rows.map((row) => tryRow(changed.reference, row)))
  expect(found.flat()).toEqual([
    expect.stringContaining('expected 999:999, found 4242:999'),
    expect.stringContaining('expected 999:700, found 4242:700'),
    expect.stringContaining('expected 999, found 4242'),
  ])
})

function rowsOf(image: string): readonly Row[] {
  return contracts.find((contract) => contract.image === image)?.rows ?? []
}

/** Images with a contract are wanted themselves; of the others only those that they are built on. */
function asWanted({ parentOnly, ...image }: NeededImage): NeededImage {
  return named.has(image.name) ? image : { ...image, parentOnly: true }
}
