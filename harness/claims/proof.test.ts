import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMask } from './mask.ts'
import { mergeRecords } from './merge.ts'
import { openProof, Unproven } from './proof.ts'
import { openRecorder } from './recorder.ts'
import { evidence } from './sample-claims.ts'

const key = { claim: 'ISO-02', row: 'api' }

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'record-'))
})
afterEach(() => rm(directory, { recursive: true }))

const open = (worker: string) => openRecorder({ directory, worker, mask: createMask([]) })

test('a proof records all, then throws once for all that was not as expected', async () => {
  const recorder = open('w1')
  const { proof, end } = openProof({ recorder, key, source: 'a.ts:1' })
  const { role: _, ok: __, ...fact } = evidence()
  expect(proof.evidence({ ...fact, actual: 'open' })).toBe(false)
  expect(proof.control({ ...fact, subject: 'edge:80', expected: { oneOf: ['open'] }, actual: 'open' })).toBe(
    true,
  )
  expect(proof.evidence({ ...fact, subject: 'cache', actual: 'open' })).toBe(false)
  expect(proof.settle).toThrow(/^database:5432: expected connect "refused", found "open".*\ncache: expected/)
  end(new Unproven('the same'))
  recorder.close()
  const [row] = (await mergeRecords(directory)).rows
  expect(row?.observations.map(({ ok }) => ok)).toEqual([false, true, false])
  expect(row?.outcome).toBe('completed')
})

test('a row that threw says what, one that cannot be tried says why', async () => {
  const recorder = open('w1')
  const threw = openProof({ recorder, key, source: 'a.ts:1' })
  threw.end(new Error('deadline 5 s passed'))
  const gap = openProof({ recorder, key: { ...key, row: 'web' }, source: 'a.ts:1' })
  gap.proof.notEvaluated('no feed here', 'feed')
  expect(gap.proof.settle).not.toThrow()
  gap.end()
  recorder.close()
  const { rows, irregularities } = await mergeRecords(directory)
  expect(irregularities).toEqual([])
  expect(rows[0]).toMatchObject({ outcome: 'threw', error: 'deadline 5 s passed' })
  expect(rows[1]?.notEvaluated).toEqual({ reason: 'no feed here', unavailable: 'feed' })
})

test('a copy of the error of settle is known by its message, another error is not', async () => {
  const recorder = open('w1')
  const { role: _, ok: __, ...fact } = evidence()
  const { message } = new Unproven(
    'database:5432: expected connect "refused", found "open" (seen from inside web)',
  )
  for (const [row, text] of [
    ['copy', message],
    ['other', 'deadline 5 s passed'],
  ] as const) {
    const { proof, end } = openProof({ recorder, key: { ...key, row }, source: 'a.ts:1' })
    proof.evidence({ ...fact, actual: 'open' })
    end(new Error(text))
  }
  const { rows } = await mergeRecords(directory)
  expect(rows.map(({ outcome }) => outcome)).toEqual(['completed', 'threw'])
})
