import type { Observation } from '../../reports/record/run.ts'
import type { StackModel } from '../model/model.ts'
import type { Finding, Rule } from './rule.ts'
import type { NotEvaluated } from './trial.ts'

/** What the rules of one static claim saw. `error` is set when one of them threw. */
export type StaticResult = {
  claim: string
  /** Nodes looked at: the number of findings. */
  examined: number
  observations: Observation[]
  error?: string
  /** What it would have been tried with is not here. */
  notEvaluated?: NotEvaluated
  durationMs: number
}

/** Runs every rule on the model; one result per claim, in the order in which claims first appear. */
export function runRules<Model = StackModel>(
  rules: readonly Rule<string, Model>[],
  model: Model,
): StaticResult[] {
  return [...Map.groupBy(rules, ({ claim }) => claim)].map(([claim, own]) => runClaim(claim, own, model))
}

function runClaim<Model>(claim: string, rules: readonly Rule<string, Model>[], model: Model): StaticResult {
  const result: StaticResult = { claim, examined: 0, observations: [], durationMs: 0 }
  const started = performance.now()
  try {
    for (const rule of rules) runRule(rule, model, result)
  } catch (error) {
    result.error = error instanceof Error ? error.message : String(error)
  }
  result.durationMs = performance.now() - started
  return result
}

function runRule<Model>(rule: Rule<string, Model>, model: Model, result: StaticResult): void {
  const findings = rule.read(model)
  const red = rule.read(rule.bad()).filter(({ ok }) => !ok).length
  result.examined += findings.length
  result.observations.push(...observed(rule.claim, findings, red))
}

/** What was found, and the two controls of a static claim: that it looked at something, and is red on a bad sample. */
export function observed(claim: string, findings: readonly Finding[], red: number): Observation[] {
  return [
    ...findings.map(evidence),
    control(claim, 'nodes examined', findings.length),
    control(claim, 'red findings on its own bad sample', red),
  ]
}

function evidence(finding: Finding): Observation {
  return { role: 'evidence', from: finding.file?.replace(/:\d+$/, '') || 'merged model', ...finding }
}

function control(claim: string, property: string, actual: number): Observation {
  const ok = actual >= 1
  return {
    role: 'control',
    from: 'rule runner',
    subject: `rule of ${claim}`,
    property,
    expected: { atLeast: 1 },
    actual,
    ok,
  }
}
