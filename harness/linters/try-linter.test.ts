import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Observation } from '../../reports/record/run.ts'
import { sampleFolder } from '../claims/folder-rule.ts'
import type { Linter } from './linter.ts'
import { tryLinter } from './try-linter.ts'

const folder = sampleFolder({ 'bin/a.sh': '#!/bin/sh\necho a\n' })
const linter: Linter = {
  program: 'fussy',
  files: ({ scripts }) => scripts.map(({ file }) => file),
  bad: { path: 'bad.sh', text: () => 'bad\n' },
  words: (files) => [...files],
  read: (printed) =>
    printed
      .split('\n')
      .filter((line) => line !== '')
      .map((file) => ({ file, line: 1, code: 'F1', message: 'no' })),
}

let place: string
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'fussy-'))
  vi.stubEnv('XDG_CACHE_HOME', join(place, 'cache'))
  vi.stubEnv('TMPDIR', place)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(place, { recursive: true })
  })
})

async function fussy(...lines: string[]): Promise<string> {
  const program = join(place, 'fussy')
  await writeFile(program, ['#!/bin/sh', ...lines, ''].join('\n'))
  await chmod(program, 0o755)
  return program
}

const tried = async (program: string | undefined, deadlineMs = 10_000) => {
  const found = await tryLinter({ claim: 'AAA-01', linter, folder, program, deadlineMs })
  if (found === undefined) throw new Error('expected something to look at, found nothing')
  return found
}
const blind = (observations: Observation[]) =>
  observations.filter(({ role, ok }) => role === 'control' && !ok)

test('what it says of a file stands beside what it says of the bad one, which is the control', async () => {
  const { observations, examined } = await tried(await fussy('printf "%s\\n" "$@"'))
  expect(observations.filter(({ ok }) => !ok).map(({ subject, file }) => [subject, file])).toEqual([
    ['bin/a.sh', 'bin/a.sh:1'],
  ])
  expect(examined).toBe(1)
  expect(blind(observations)).toEqual([])
})

test('one that does not complain of the bad file is blind', async () => {
  const { observations } = await tried(await fussy('exit 0'))
  expect(blind(observations).map(({ property }) => property)).toEqual(['red findings on its own bad sample'])
})

test('one that is not here was not asked', async () => {
  const { notEvaluated, observations } = await tried(undefined)
  expect(notEvaluated).toEqual({
    reason: 'fussy is not on this machine, so nobody looked: install it',
    unavailable: 'linter:fussy',
  })
  expect(observations).toEqual([])
})

test('without a file to look at it is not asked at all', async () => {
  const found = await tryLinter({ claim: 'AAA-01', linter, folder: sampleFolder({}), program: undefined })
  expect(found).toBeUndefined()
})

test.for([
  [['exec sleep 60'], 300, 'fussy: expected exit 0 or 1, found it still running after 0.3 s: '],
  [['echo lost >&2', 'exit 3'], 10_000, 'fussy: expected exit 0 or 1, found 3: lost\n'],
  [['kill -9 $$'], 10_000, 'fussy: expected exit 0 or 1, found SIGKILL: '],
] as const)('%j is an error that says what was found', async ([lines, deadlineMs, said]) => {
  expect((await tried(await fussy(...lines), deadlineMs)).error).toBe(said)
})

test('it sees copies alone, without the environment, and they are gone afterwards', async () => {
  vi.stubEnv('SECRET', 'kept')
  const program = await fussy(
    'env >&2',
    'test -z "$SECRET" || exit 4',
    `pwd > ${place}/seen`,
    'cat bin/a.sh >/dev/null && printf "%s\\n" "$@"',
  )
  expect((await tried(program)).error).toBeUndefined()
  const room = (await readFile(join(place, 'seen'), 'utf8')).trim()
  expect(room).toContain('stackproof-fussy-')
  await expect(stat(room)).rejects.toThrow('ENOENT')
})

test('the same question is not asked twice, and another program is asked anew', async () => {
  const counting = await fussy(`echo x >> ${place}/asked`, 'printf "%s\\n" "$@"')
  const first = await tried(counting)
  expect((await tried(counting)).observations).toEqual(first.observations)
  expect(await readFile(join(place, 'asked'), 'utf8')).toBe('x\n')
  const { observations } = await tried(await fussy(`echo y >> ${place}/asked`, 'printf "%s\\n" "$@" # newer'))
  expect(observations).toEqual(first.observations)
  expect(await readFile(join(place, 'asked'), 'utf8')).toBe('x\ny\n')
})
