import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RowKey } from './recorder.ts'
import { type Irregularity, type RowRecord, readWorkerFile } from './worker-file.ts'

/** All that the workers of one runner recorded. */
export type Merged = {
  rows: RowRecord[]
  irregularities: Irregularity[]
  /** True when the rows were known beforehand, so that a lost one has a name. */
  planned: boolean
}

export type Announced = {
  /** Workers that must have left a file. */
  workers?: readonly string[]
  /** Rows that the runner collected before it ran them. */
  rows?: readonly RowKey[]
}

const suffix = '.jsonl'

/** Reads every worker's file in a folder. A folder that does not exist holds no worker. */
export async function mergeRecords(directory: string, announced: Announced = {}): Promise<Merged> {
  const names = (await filesOf(directory)).filter((name) => name.endsWith(suffix)).sort()
  const files = await Promise.all(
    names.map(async (name) =>
      readWorkerFile(name.slice(0, -suffix.length), await readFile(join(directory, name), 'utf8')),
    ),
  )
  const rows = files.flatMap((file) => file.rows)
  const seen = new Set(files.map((file) => file.worker))
  const irregularities = [
    ...files.flatMap((file) => file.irregularities),
    ...absentWorkers(seen, announced.workers ?? []),
    ...duplicates(rows),
    ...lostRows(rows, announced.rows ?? []),
  ]
  return { rows, irregularities, planned: announced.rows !== undefined }
}

async function filesOf(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function absentWorkers(seen: ReadonlySet<string>, workers: readonly string[]): Irregularity[] {
  return workers
    .filter((worker) => !seen.has(worker))
    .map((worker) => ({ kind: 'absent', worker, detail: 'the worker was started and left no file' }))
}

/** A row has one record: a second one, from a retry or from another worker, leaves open which is true. */
function duplicates(rows: readonly RowRecord[]): Irregularity[] {
  return [...Map.groupBy(rows, rowKey).values()].flatMap(([first, ...others]) =>
    others.map(({ worker, claim, row }): Irregularity => {
      const detail = `row "${row}" was recorded by ${first?.worker} and again by ${worker}`
      return { kind: 'duplicate', worker, claim, detail }
    }),
  )
}

function lostRows(rows: readonly RowRecord[], planned: readonly RowKey[]): Irregularity[] {
  const recorded = new Set(rows.map(rowKey))
  return planned
    .filter((key) => !recorded.has(rowKey(key)))
    .map(({ claim, row }) => ({
      kind: 'lost-row',
      worker: 'unknown',
      claim,
      detail: `row "${row}" left no record`,
    }))
}

function rowKey({ claim, row }: RowKey): string {
  return JSON.stringify([claim, row])
}
