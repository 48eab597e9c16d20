import { expect, test } from 'vitest'
import { freeBytes, needRoom } from './room.ts'

test('a folder that is not there yet has the room of what would hold it', async () => {
  expect(await freeBytes('/tmp/not/there/yet')).toBeGreaterThan(0)
})

test('too little is told with both sizes', async () => {
  await expect(needRoom('/tmp', 2 ** 60, 'images')).rejects.toThrow(
    /^\/tmp: expected 1099511627776 MiB free for images, found \d+ MiB$/,
  )
})

test('enough says nothing', async () => {
  await expect(needRoom('/tmp', 1, 'a byte')).resolves.toBeUndefined()
})
