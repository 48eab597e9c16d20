import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { judge } from './judge.ts'
import { createMask } from './mask.ts'
import { type Announced, mergeRecords } from './merge.ts'
import { openRecorder } from './recorder.ts'
import { control, evidence, input } from './sample-claims.ts'

const claims = ['ISO-01', 'ISO-02', 'DATA-01']
const workers = ['w1', 'w2', 'w3']
const rows = workers.flatMap((worker) => claims.map((claim) => ({ claim, row: `${claim} in ${worker}` })))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('undamaged, every claim passes', async () => {
  record()
  expect(await verdicts({ workers, rows })).toEqual(['pass', 'pass', 'pass'])
})

type Damage = (lines: string[], pick: (below: number) => number) => string | undefined

/** Each leaves a file that no worker could have left by itself; undefined: the file is gone. */
const damages: Record<string, Damage> = {
  'breaks off mid-line': (lines, pick) => {
    const text = whole(lines)
    return text.slice(0, 1 + pick(text.length - 2))
  },
  'loses a line': (lines, pick) => whole(lines.toSpliced(pick(lines.length), 1)),
  'loses its end': (lines, pick) => whole(lines.slice(0, pick(lines.length))),
  'doubles a line': (lines, pick) => {
    const at = pick(lines.length)
    return whole(lines.toSpliced(at, 0, lines[at] ?? ''))
  },
  'has a line overwritten': (lines, pick) => whole(lines.with(pick(lines.length), '{"type":"observe"}')),
  'is gone': () => undefined,
}

const kinds = Object.keys(damages)
const seeds = Array.from({ length: 150 }, (_, index) => index + 1)

test.for(seeds)('damage to a random subset of the files never passes whole (seed %i)', async (seed) => {
  const pick = seeded(seed)
  record()
  const chosen = workers.filter(() => pick(2) === 0)
  for (const worker of chosen.length > 0 ? chosen : ['w1']) {
    const damage = damages[kinds[pick(kinds.length)] ?? '']
    await apply(worker, damage?.((await linesOf(worker)).slice(), pick))
  }
  for (const announced of [{ workers, rows }, { workers }])
    expect(await verdicts(announced)).not.toContain('pass')
})

test('a file that is gone and was never announced is noticed by its rows', async () => {
  record()
  await apply('w2', undefined)
  expect(await verdicts({ rows })).toEqual(['error', 'error', 'error'])
})

function record(): void {
  for (const worker of workers) {
    const recorder = openRecorder({ directory: folder, worker, mask: createMask([]) })
    for (const key of rows.filter(({ row }) => row.endsWith(worker))) {
      recorder.begin(key, 'sample.test.ts:1')
      recorder.observe(key, evidence())
      recorder.observe(key, control())
      recorder.end(key)
    }
    recorder.close()
  }
}

async function verdicts(announced: Announced): Promise<string[]> {
  const merged = await mergeRecords(folder, announced)
  const expected = claims.map((claim) => ({ claim, vantage: 'ephemeral' as const }))
  const result = judge(input([], { expected, recorded: [{ vantage: 'ephemeral', merged }] }))
  expect(result.exitCode === 0).toBe(merged.irregularities.length === 0)
  return result.claims.map(({ verdict }) => verdict)
}

async function linesOf(worker: string): Promise<string[]> {
  const names = await readdir(folder)
  expect(names).toContain(`${worker}.jsonl`)
  return (await readFile(join(folder, `${worker}.jsonl`), 'utf8')).trimEnd().split('\n')
}

async function apply(worker: string, text: string | undefined): Promise<void> {
  const path = join(folder, `${worker}.jsonl`)
  await (text === undefined ? rm(path) : writeFile(path, text))
}

function whole(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

/** A small generator (mulberry32), so that a red seed can be run again. */
function seeded(seed: number): (below: number) => number {
  let state = seed * 0x9e3779b9
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
