import { z } from 'zod'

/** Lanes run side by side, each one trial at a time; the number is of its workers. */
export const lanes = { reading: 2, changing: 1 } as const
export type Lane = keyof typeof lanes
const lane = z.enum(['reading', 'changing'])

/** What is tried: where, which claims, and where the workers write what they see. */
export const trialRequest = z.strictObject({
  lane,
  handleFile: z.string(),
  /** Folder that the workers fill with observations. */
  records: z.string(),
  /** Folder of the run for files that show what was seen; absent: none is kept. */
  attachments: z.string().optional(),
  claims: z.array(z.string()),
})
export type TrialRequest = z.output<typeof trialRequest>

/** Rows that the runner meant to try, and what went wrong with the runner itself. */
export const runnerAnswer = z.strictObject({
  lane,
  rows: z.array(z.strictObject({ claim: z.string(), row: z.string() })),
  problems: z.array(z.string()),
})
export type RunnerAnswer = z.output<typeof runnerAnswer>
