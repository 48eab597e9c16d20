import { z } from 'zod'

const kinds = ['pdf', 'png', 'jpeg', 'text'] as const
export type SampleKind = (typeof kinds)[number]

const path = z.string().startsWith('/')

/** One thing that a person does on a page, told by what the page says: labels, names of buttons, links and tabs. */
const step = z.union([
  z.strictObject({ open: z.string().startsWith('/') }),
  z.strictObject({ fill: z.string(), with: z.string() }),
  z.strictObject({ attach: z.string(), file: z.enum(kinds) }),
  z.strictObject({ press: z.string() }),
  z.strictObject({ follow: z.string() }),
  z.strictObject({ choose: z.string() }),
  z.strictObject({ see: z.string() }),
])
export type Step = z.output<typeof step>

/**
 * What a person does in a browser. `{email}`, `{password}`, `{workspace}` are of the account, `{mark}` is a word that
 * nobody else has, `{hour}` a time that nobody else has booked, `{soon}` one within a day. `{address}` is where mails of
 * the day can be read; empty where that is nowhere.
 */
export const journey = z.strictObject({
  /** Makes an account and logs in: on a stack of our own. */
  register: z.array(step).min(1),
  /** Logs in with an account that is there: on somebody's deploy. */
  enter: z.array(step).min(1),
  /** What is tried in each layout. */
  day: z.array(step).min(1),
  leave: z.array(step),
  /** On somebody's deploy: where mails to any address of a domain arrive, by the address of a Mailpit API. */
  sink: z.strictObject({ api: z.url(), domain: z.string() }).optional(),
  /** Removes what days leave behind. Without it no day goes through on somebody's deploy. */
  clear: z
    .strictObject({
      method: z.string(),
      /** What runs that died have left; refused, other than by 204, where the workspace is somebody's. */
      strays: path,
      /** What a page of this day was about: `{id}` is the first group of `id`, a regular expression, in its address. */
      own: path,
      id: z.string(),
    })
    .optional(),
})
export type JourneyConfig = z.output<typeof journey>

/** A step in words, e.g. `press Book`. */
export function nameOfStep(one: Step): string {
  const [[verb, what] = []] = Object.entries(one)
  return `${verb} ${what}`
}
