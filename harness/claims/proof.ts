import type { Json, Observation } from '../../reports/record/run.ts'
import { satisfies } from './compare.ts'
import type { Recorder, RowKey, Shown } from './recorder.ts'

/** What a test saw. `expected` is a value, or one comparator such as `{ atMost: 5 }` (compare.ts). */
export type Fact = { from: string; subject: string; property: string; expected: Json; actual: Json }

/** What a test of a claim gets. Nothing here throws on a bad fact but `settle`: all facts are recorded first. */
export type Proof = {
  /** Records a fact of the claim itself; returns whether it is as promised. */
  evidence: (fact: Fact) => boolean
  /** Records what the probe must see to show that it can see the opposite; returns whether it did. */
  control: (fact: Fact) => boolean
  /** Keeps a file that shows what was seen, where the run keeps such. */
  attach: (shown: Shown) => void
  /** This row cannot be tried here. `unavailable` is a key of the config's `unavailable` or `stand-in:<role>`. */
  notEvaluated: (reason: string, unavailable?: string) => void
  /** Throws one `Unproven` with every fact that was not as expected, so that the runner says what the verdict says. */
  settle: () => void
}

/** A row of a claim while it is tried. `end` takes what the test threw, if it threw. */
export type ProofRow = { proof: Proof; end: (thrown?: unknown) => void }

export type ProofOptions = { recorder: Recorder; key: RowKey; source: string }

/** Facts were not as expected. They are recorded, so the row counts as completed. */
export class Unproven extends Error {
  override readonly name = 'Unproven'
}

/** Begins a row; the caller ends it exactly once, whatever happens. */
export function openProof({ recorder, key, source }: ProofOptions): ProofRow {
  const refuted: Fact[] = []
  const record = (role: Observation['role'], fact: Fact): boolean => {
    const ok = satisfies(fact.expected, fact.actual)
    recorder.observe(key, { role, ...fact, ok })
    if (!ok) refuted.push(fact)
    return ok
  }
  recorder.begin(key, source)
  return {
    proof: {
      evidence: (fact) => record('evidence', fact),
      control: (fact) => record('control', fact),
      attach: (shown) => recorder.attach(key, shown),
      notEvaluated: (reason, unavailable) => recorder.notEvaluated(key, reason, unavailable),
      settle: () => {
        if (refuted.length > 0) throw new Unproven(told(refuted))
      },
    },
    end: (thrown) => recorder.end(key, unexpected(thrown, told(refuted))),
  }
}

function told(refuted: readonly Fact[]): string {
  return refuted.map(sentence).join('\n')
}

function sentence({ from, subject, property, expected, actual }: Fact): string {
  const found = `${subject}: expected ${property} ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`
  return `${found} (seen from ${from})`
}

/** A runner hands errors on as copies, so `settle` is known by its message as well as by its class. */
function unexpected(thrown: unknown, settled: string): string | undefined {
  if (thrown === undefined || thrown instanceof Unproven) return undefined
  if (!(thrown instanceof Error)) return String(thrown)
  if (settled !== '' && thrown.message === settled) return undefined
  return thrown.message || thrown.name
}
