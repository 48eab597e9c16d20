import { z } from 'zod'

const at = z.iso.datetime()
const row = { claim: z.string().min(1), row: z.string().min(1) }

const recordedObservation = z.strictObject({
  at: at.exactOptional(),
  role: z.enum(['evidence', 'control']),
  from: z.string(),
  subject: z.string(),
  property: z.string(),
  expected: z.json(),
  actual: z.json(),
  ok: z.boolean(),
  file: z.string().exactOptional(),
})

const attachment = z.strictObject({
  name: z.string(),
  path: z.string(),
  sha256: z.string(),
  mediaType: z.string().exactOptional(),
})

/** One line of a worker's file. `lines` of `close` counts all lines before it. */
export const recordLine = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open'), worker: z.string().min(1), pid: z.number().int(), at }),
  z.strictObject({ type: z.literal('begin'), ...row, at, source: z.string() }),
  z.strictObject({ type: z.literal('observe'), ...row, observation: recordedObservation }),
  z.strictObject({ type: z.literal('attach'), ...row, attachment }),
  z.strictObject({
    type: z.literal('not-evaluated'),
    ...row,
    reason: z.string().min(1),
    unavailable: z.string().exactOptional(),
  }),
  z.strictObject({
    type: z.literal('end'),
    ...row,
    at,
    outcome: z.enum(['completed', 'threw']),
    error: z.string().exactOptional(),
  }),
  z.strictObject({ type: z.literal('close'), lines: z.number().int().nonnegative() }),
])

export type RecordLine = z.output<typeof recordLine>
export type RowLine = Extract<RecordLine, { row: string }>
export type RecordedObservation = z.output<typeof recordedObservation>
