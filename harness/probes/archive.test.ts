import { expect, test } from 'vitest'
import { searchArchive } from './archive.ts'

const end = '\0'.repeat(1024)

test.each([
  ['a text within one part', ['a name here', end], { found: [true], isWhole: true }],
  ['a text that two parts share', ['a na', `me here${end}`], { found: [true], isWhole: true }],
  ['no such text', ['another', end], { found: [false], isWhole: true }],
  ['an end in two parts', ['name', end.slice(1), '\0'], { found: [true], isWhole: true }],
  ['an archive that breaks off in a file', ['a name here'], { found: [true], isWhole: false }],
  ['one that breaks off within its end', ['x', end.slice(1)], { found: [false], isWhole: false }],
  ['nothing at all', [], { found: [false], isWhole: false }],
])('%s', async (_, parts, expected) => {
  expect(await searchArchive(given(parts), ['name'])).toEqual(expected)
})

async function* given(parts: readonly string[]) {
  yield* parts
}
