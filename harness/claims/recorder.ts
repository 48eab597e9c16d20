import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Observation } from '../../reports/record/run.ts'
import type { Mask } from './mask.ts'
import type { RecordLine } from './record-line.ts'

/** Names a row: a claim and the case that tries it. */
export type RowKey = { claim: string; row: string }

/** A worker's own file of observations; each call is on disk when it returns. */
export type Recorder = {
  begin: (key: RowKey, source: string) => void
  observe: (key: RowKey, observation: Observation) => void
  /** `unavailable` is a key of the config's `unavailable`, or `stand-in:<role>`. */
  notEvaluated: (key: RowKey, reason: string, unavailable?: string) => void
  /** `error` set: the row threw before it had said all. */
  end: (key: RowKey, error?: string) => void
  close: () => void
}

export type RecorderOptions = {
  /** Made when it does not exist. */
  directory: string
  /** Unique in the run: a file is never reopened. Letters, digits, `.`, `_`, `-`. */
  worker: string
  mask: Mask
  now?: () => Date
}

/** Opens `<directory>/<worker>.jsonl`. Throws when the worker has a file already or its id is no file name. */
export function openRecorder({ directory, worker, mask, now = () => new Date() }: RecorderOptions): Recorder {
  if (!/^[\w.-]+$/.test(worker))
    throw new Error(`worker id: expected letters, digits, . _ -, found "${worker}"`)
  mkdirSync(directory, { recursive: true })
  const file = openSync(join(directory, `${worker}.jsonl`), 'ax', 0o600)
  let lines = 0
  const append = (line: RecordLine): void => {
    appendFileSync(file, `${JSON.stringify(mask.json(line))}\n`)
    lines += 1
  }
  const at = (): string => now().toISOString()
  append({ type: 'open', worker, pid: process.pid, at: at() })
  return {
    begin: (key, source) => append({ type: 'begin', ...key, at: at(), source }),
    observe: (key, observation) =>
      append({ type: 'observe', ...key, observation: { at: at(), ...observation } }),
    notEvaluated: (key, reason, unavailable) =>
      append({ type: 'not-evaluated', ...key, reason, ...(unavailable && { unavailable }) }),
    end: (key, error) =>
      append({
        type: 'end',
        ...key,
        at: at(),
        outcome: error === undefined ? 'completed' : 'threw',
        ...(error && { error }),
      }),
    close: () => {
      append({ type: 'close', lines })
      closeSync(file)
    },
  }
}
