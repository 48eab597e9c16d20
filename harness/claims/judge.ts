import type { ClaimEntry, ExitCode, FaultEntry, Measure, Totals } from '../../reports/record/run.ts'
import type { ConfiguredWaiver } from '../stack/config.ts'
import { exitCode, type Outcome } from './exit-code.ts'
import { claimId, type Registry } from './registry.ts'
import { problemsEntry, recordsEntry, waiversEntry } from './run-entries.ts'
import { totalsOf } from './totals.ts'
import { describeIrregularity, type Evidence, gatherTrials, type Trial, untouched } from './trial.ts'
import { uselessWaivers } from './useless-waivers.ts'
import { type Gaps, type Ruling, rule } from './verdict.ts'
import { waive } from './waive.ts'

export type JudgeInput = Evidence &
  Gaps & {
    registry: Registry
    waivers: readonly ConfiguredWaiver[]
    /** Errors of the run itself: a leaked secret, an undeclared difference, a failed build. */
    problems?: readonly string[]
    faults?: readonly FaultEntry[]
    measures?: readonly Measure[]
    /** Failed claims that are told and do not fail the run; default: none. */
    tolerated?: (entry: ClaimEntry) => boolean
    /** Claims that an earlier run passed, each with the words for that run: one that fails now has drifted. */
    passedBefore?: ReadonlyMap<string, string>
    wrong?: boolean
    interrupted?: boolean
  }

export type Judgement = { claims: ClaimEntry[]; totals: Totals; exitCode: ExitCode }

/** Turns what was recorded into one entry per claim and vantage, the totals and the exit code. Pure. */
export function judge(input: JudgeInput): Judgement {
  const trials = gatherTrials(input)
  const named = trials.filter(({ claim }) => claimId.test(claim))
  const judged = named.map((trial) => judgeTrial(trial, input))
  const entries = judged.map(({ entry }) => entry)
  const met = new Set(judged.flatMap((one) => one.met))
  const claims = [
    ...entries,
    ...recordsEntry(recordProblems(input, trials)),
    ...waiversEntry(uselessWaivers({ ...input, entries, met })),
    ...problemsEntry(input.problems ?? []),
  ]
  const outcome = outcomeOf(input, claims)
  const totals = totalsOf({ claims, expected: input.expected.length, faults: outcome.faults })
  return { claims, totals, exitCode: exitCode(outcome) }
}

function judgeTrial(trial: Trial, input: JudgeInput) {
  const ruling = rule(trial, input.registry.get(trial.claim)?.spec, input)
  const entry = entryOf(trial, ruling, input)
  return waive({ entry, trial, ruling, waivers: input.waivers, today: input.today })
}

function entryOf(trial: Trial, { verdict, reason }: Ruling, input: JudgeInput): ClaimEntry {
  const { claim: id, vantage, observations, attachments, durationMs, source, examined } = trial
  const known = input.registry.get(id)
  return {
    id,
    title: known?.spec.title ?? 'in no catalogue',
    area: known?.area ?? 'unknown',
    severity: known?.spec.severity ?? 'critical',
    vantage,
    verdict,
    ...reasonOf(reason, verdict === 'fail' ? input.passedBefore?.get(id) : undefined),
    ...(known && { remedy: known.spec.remedy, criteria: [...known.spec.criteria] }),
    ...(source !== undefined && { source }),
    durationMs,
    observations,
    ...(attachments.length > 0 && { attachments }),
    ...(examined !== undefined && { examined }),
  }
}

function reasonOf(reason: string | undefined, passed: string | undefined): { reason?: string } {
  const drift = passed && `drift: it passed in ${passed}`
  const all = [reason, drift].filter((one) => one !== undefined)
  return all.length > 0 ? { reason: all.join('; ') } : {}
}

function recordProblems({ recorded }: JudgeInput, trials: readonly Trial[]): string[] {
  const misnamed = trials.filter(({ claim }) => !claimId.test(claim))
  return [
    ...misnamed.map(({ claim }) => `observations of "${claim}", which is no claim id`),
    ...untouched(recorded, trials).map(describeIrregularity),
  ]
}

function outcomeOf(
  { wrong = false, interrupted = false, faults = [], measures = [], tolerated = () => false }: JudgeInput,
  claims: ClaimEntry[],
): Outcome {
  const counted = claims.map((one) =>
    one.verdict === 'fail' && tolerated(one) ? { ...one, verdict: 'waived' as const } : one,
  )
  return { wrong, interrupted, claims: counted, faults, measures }
}
