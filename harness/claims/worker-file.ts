import type { Attachment } from '../../reports/record/run.ts'
import type { RecordedObservation } from './record-line.ts'
import { type RecordLine, type RowLine, recordLine } from './record-line.ts'
import type { RowKey } from './recorder.ts'

/** One row of a claim as one worker recorded it. `outcome` is absent when its end was never written. */
export type RowRecord = RowKey & {
  worker: string
  source: string
  observations: RecordedObservation[]
  attachments: Attachment[]
  outcome?: 'completed' | 'threw'
  error?: string
  notEvaluated?: { reason: string; unavailable?: string }
  durationMs: number
}

type IrregularityKind =
  | 'absent'
  | 'truncated'
  | 'malformed'
  | 'not-opened'
  | 'not-closed'
  | 'line-count'
  | 'stray'
  | 'not-ended'
  | 'duplicate'
  | 'lost-row'

/** Damage to what was recorded. Without `claim` it may have cost any row that the worker had. */
export type Irregularity = { kind: IrregularityKind; worker: string; claim?: string; detail: string }

export type WorkerFile = { worker: string; rows: RowRecord[]; irregularities: Irregularity[] }

/** Reads the text of one worker's file; never throws, whatever is in it. */
export function readWorkerFile(worker: string, text: string): WorkerFile {
  const file: WorkerFile = { worker, rows: [], irregularities: [] }
  const pieces = text.split('\n')
  const rest = pieces.pop()
  if (rest) note(file, 'truncated', `its last line breaks off after ${rest.length} characters`)
  const lines = pieces.map((piece, index) => parseLine(file, piece, index + 1))
  checkFrame(file, lines)
  const open = new Map<string, { record: RowRecord; begun: string }>()
  for (const line of lines) if (line && 'row' in line) applyLine(file, open, line)
  for (const { record } of open.values()) {
    note(file, 'not-ended', `row "${record.row}" began and never ended`, record.claim)
  }
  return file
}

function note(file: WorkerFile, kind: IrregularityKind, detail: string, claim?: string): void {
  file.irregularities.push({ kind, worker: file.worker, ...(claim !== undefined && { claim }), detail })
}

function parseLine(file: WorkerFile, piece: string, number: number): RecordLine | undefined {
  const parsed = recordLine.safeParse(parseJson(piece))
  if (parsed.success) return parsed.data
  note(file, 'malformed', `line ${number} is no record line`)
  return undefined
}

function parseJson(piece: string): unknown {
  try {
    return JSON.parse(piece)
  } catch {
    return undefined
  }
}

/** First line `open` of this worker, last line `close` with the right count, neither anywhere else. */
function checkFrame(file: WorkerFile, lines: readonly (RecordLine | undefined)[]): void {
  const [first] = lines
  if (first?.type !== 'open')
    note(file, 'not-opened', `expected open in line 1, found ${first?.type ?? 'nothing'}`)
  else if (first.worker !== file.worker)
    note(file, 'not-opened', `expected its own name, found ${first.worker}`)
  const last = lines.at(-1)
  if (last?.type !== 'close') note(file, 'not-closed', 'the worker ended before it closed its file')
  else if (last.lines !== lines.length - 1) {
    note(file, 'line-count', `expected ${last.lines} lines before close, found ${lines.length - 1}`)
  }
  const inner = lines.slice(1, -1).some((line) => line?.type === 'open' || line?.type === 'close')
  if (inner) note(file, 'stray', 'open or close stands between other lines')
}

type OpenRows = Map<string, { record: RowRecord; begun: string }>

function applyLine(file: WorkerFile, open: OpenRows, line: RowLine): void {
  const key = JSON.stringify([line.claim, line.row])
  const known = open.get(key)
  if (line.type === 'begin') {
    const { claim, row, source } = line
    const record = {
      worker: file.worker,
      claim,
      row,
      source,
      observations: [],
      attachments: [],
      durationMs: 0,
    }
    file.rows.push(record)
    open.set(key, { record, begun: line.at })
  } else if (!known) {
    note(file, 'stray', `${line.type} of row "${line.row}" has no begin before it`, line.claim)
  } else if (line.type === 'observe') {
    known.record.observations.push(line.observation)
  } else if (line.type === 'attach') {
    known.record.attachments.push(line.attachment)
  } else if (line.type === 'not-evaluated') {
    const { reason, unavailable } = line
    known.record.notEvaluated = { reason, ...(unavailable !== undefined && { unavailable }) }
  } else {
    endRow(known.record, line, known.begun)
    open.delete(key)
  }
}

function endRow(record: RowRecord, line: Extract<RowLine, { type: 'end' }>, begun: string): void {
  record.outcome = line.outcome
  if (line.error !== undefined) record.error = line.error
  record.durationMs = Math.max(0, Date.parse(line.at) - Date.parse(begun))
}
