import { expect, test } from 'vitest'
import { type FolderRule, type Sample, sampleFolder } from '../harness/claims/folder-rule.ts'
import { folderRules } from './folder-rules.ts'

const samples = (which: 'red' | 'green') =>
  folderRules.flatMap((rule) =>
    rule[which].map((sample, at) => ({ rule, sample, name: `${rule.claim} #${at + 1}` })),
  )

/** What the rule calls wrong there. */
function wrong(rule: FolderRule, sample: Sample) {
  return rule.read(sampleFolder(sample)).filter(({ ok }) => !ok)
}

test.for(samples('red'))('$name is called red, with a file and a line of it', ({ rule, sample }) => {
  const files = Object.keys(sample).map((path) => path.replace(/\*$/, ''))
  const found = wrong(rule, sample)
  expect(found).not.toEqual([])
  for (const { file = '' } of found) {
    expect(files).toContain(file.replace(/:\d+$/, ''))
    expect(file).toMatch(/:\d+$/)
  }
})

test.for(samples('green'))('$name is not', ({ rule, sample }) => {
  expect(wrong(rule, sample)).toEqual([])
})

test('of each rule some green sample has what it looks at', () => {
  const blind = folderRules.filter((rule) =>
    rule.green.every((sample) => rule.read(sampleFolder(sample)).length === 0),
  )
  expect(blind.map(({ claim }) => claim)).toEqual([])
})
