import { expect, test } from 'vitest'
import { type Sample, sampleFolder } from '../harness/claims/folder-rule.ts'
import { folderRules } from './folder-rules.ts'
import { inspectedRules } from './inspected.ts'

const count = Number(process.env.STACKPROOF_MUTATIONS ?? 2000)
const seed = 7
const longestMs = 2000

const samples: readonly Sample[] = folderRules.flatMap(({ red, green }) => [...red, ...green])
const pieces = [
  '{',
  '}',
  '"',
  "'",
  '`',
  '$',
  '${',
  '$(',
  '\\',
  '\n',
  '\t',
  ': ',
  '- ',
  '|',
  '&',
  '*',
  '<<',
  '#',
  ';',
  '\r\n',
  '\u0001',
  '\u{1F600}',
  '[',
  ']',
  '!!binary ',
  '__proto__',
  '0',
  'null',
  '%',
  '@',
]

test(`${count} mutated samples: no rule throws, none takes long`, { timeout: 300_000 }, () => {
  const draw = generator(seed)
  const slow: string[] = []
  for (let at = 0; at < count; at++) {
    const sample = mutated(samples[draw(samples.length)] ?? {}, draw)
    const started = process.threadCpuUsage()
    const folder = sampleFolder(sample)
    for (const rule of inspectedRules) expect(() => rule.read(folder), JSON.stringify(sample)).not.toThrow()
    const { user, system } = process.threadCpuUsage(started)
    if ((user + system) / 1000 > longestMs) slow.push(JSON.stringify(sample))
  }
  expect(slow).toEqual([])
})

type Draw = (below: number) => number

/** One to four cuts, doublings or insertions in one of the files. */
function mutated(sample: Sample, draw: Draw): Sample {
  const paths = Object.keys(sample)
  const path = paths[draw(paths.length)] ?? ''
  let text = sample[path] ?? ''
  for (let left = 1 + draw(4); left > 0; left--) {
    const [from, to] = [draw(text.length + 1), draw(text.length + 1)].toSorted((a, b) => a - b) as [
      number,
      number,
    ]
    const piece = pieces[draw(pieces.length)] ?? ''
    const kinds = [
      text.slice(0, from) + text.slice(to),
      text.slice(0, to) + text.slice(from),
      text.slice(0, from) + piece + text.slice(from),
      text.slice(0, from) + piece.repeat(1 + draw(300)) + text.slice(from),
    ]
    text = (kinds[draw(kinds.length)] ?? '').slice(0, 20_000)
  }
  return { ...sample, [path]: text }
}

/** The same numbers for the same seed (mulberry32). */
function generator(start: number): Draw {
  let state = start
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
