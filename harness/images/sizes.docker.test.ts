import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { command } from '../stack/command.ts'
import { contextFiles } from './context-files.ts'
import { bundledImages } from './needed.ts'
import { prepareImages } from './prepare.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const megabyte = 1e6

async function bytesOf(reference: string | undefined): Promise<number> {
  return Number(await command(['docker', 'image', 'inspect', '--format', '{{.Size}}', reference ?? '']))
}

test('the API image is below 500 MB, the web image at most 62 MB over its base', async () => {
  const { api, web, nginx } = await prepareImages({ root })
  const [ofApi, ofWeb, ofBase] = await Promise.all([api, web, nginx].map((one) => bytesOf(one?.reference)))
  expect(ofApi).toBeGreaterThan(0)
  expect(ofApi).toBeLessThan(500 * megabyte)
  expect((ofWeb ?? 0) - (ofBase ?? 0)).toBeGreaterThan(0)
  expect((ofWeb ?? 0) - (ofBase ?? 0)).toBeLessThan(62 * megabyte)
})

// With its packages a folder has more than 100 MB: this is a cut of 99 % and more.
test.for(['api', 'web'])(
  'what goes to the builder of %s is below 1 MB, and no package or setting',
  async (name) => {
    const image = bundledImages.find((one) => one.name === name)
    if (image === undefined) throw new Error(`image ${name}: expected it in the list, found none`)
    const files = await contextFiles(root, image)
    const sizes = await Promise.all(files.map(async ({ source }) => (await stat(source)).size))
    expect(files.length).toBeGreaterThan(10)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(megabyte)
    expect(files.map(({ path }) => path).filter((path) => /node_modules|\.env|dist\//.test(path))).toEqual([])
  },
)
