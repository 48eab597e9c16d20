import { createHash } from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  constants,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import type { Attachment, Observation } from '../../reports/record/run.ts'
import type { Mask } from './mask.ts'
import type { RecordLine } from './record-line.ts'

/** Names a row: a claim and the case that tries it. */
export type RowKey = { claim: string; row: string }

/** A file that shows what a row saw; its name is its own among those of the claim. */
export type Shown = { name: string; mediaType: string; file: string }

/** A worker's own file of observations; each call is on disk when it returns. */
export type Recorder = {
  begin: (key: RowKey, source: string) => void
  observe: (key: RowKey, observation: Observation) => void
  /** Copies a file into the run; nothing where the run keeps none. */
  attach: (key: RowKey, shown: Shown) => void
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
  /** Folder of the run that files are copied to; absent: none is kept. */
  attachments?: string
  now?: () => Date
}

/** Opens `<directory>/<worker>.jsonl`. Throws when the worker has a file already or its id is no file name. */
export function openRecorder(options: RecorderOptions): Recorder {
  const { directory, worker, mask, attachments, now = () => new Date() } = options
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
    attach: (key, shown) => {
      if (attachments !== undefined)
        append({ type: 'attach', ...key, attachment: copy(shown, key, attachments) })
    },
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

function copy({ name, mediaType, file }: Shown, { claim }: RowKey, folder: string): Attachment {
  const own = `${claim}-${name}`
  mkdirSync(folder, { recursive: true })
  copyFileSync(file, join(folder, own), constants.COPYFILE_EXCL)
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
  return { name, path: `${basename(folder)}/${own}`, sha256, mediaType }
}
