import { isDeepStrictEqual } from 'node:util'
import type { ClaimEntry, FaultEntry, Observation } from '../../reports/record/run.ts'
import type { Rule } from '../claims/rule.ts'
import { modelOf, type StackModel } from '../model/model.ts'
import { roles } from '../stack/role.ts'
import { changeBetween, subjectsOf } from './change.ts'
import type { Fault } from './fault.ts'
import { judgeFault } from './kill.ts'
import { createTarget } from './target.ts'

/**
 * Tries each fault on a copy of the model. Of a fault's claims those count that a rule tries; a fault without one,
 * or for a role that the stack lacks, is left out. The revert is the original, which no fault can touch.
 */
export function runStaticFaults(
  model: StackModel,
  rules: readonly Rule[],
  faults: readonly Fault[],
): FaultEntry[] {
  const before = readAll(model, rules)
  return faults
    .filter((fault) => fault.roles.every((role) => model.services[role] !== undefined))
    .flatMap((fault) => attempt(model, rules, fault, before))
}

function attempt(
  model: StackModel,
  rules: readonly Rule[],
  fault: Fault,
  before: readonly ClaimEntry[],
): FaultEntry[] {
  const claims = fault.claims.filter((id) => rules.some(({ claim }) => claim === id))
  if (claims.length === 0 && fault.where === 'stack') return []
  const started = performance.now()
  const named = { id: fault.id, title: fault.title, claims: claims.length > 0 ? claims : [...fault.claims] }
  try {
    const broken = breakCopy(model, fault)
    const entry = judgeFault({
      fault: named,
      before,
      broken: readAll(broken, rules),
      reverted: before,
      subjects: changedSubjects(model, broken),
      durationMs: 0,
    })
    return [{ ...entry, durationMs: performance.now() - started }]
  } catch (error) {
    // On a raised stack it changes what the files of this one say already (an address, a port).
    if (error instanceof Unchanged && fault.where === 'stack') return []
    const reason = error instanceof Error ? error.message : String(error)
    return [{ ...named, kind: 'named', outcome: 'error', reason, durationMs: performance.now() - started }]
  }
}

class Unchanged extends Error {}

function breakCopy(model: StackModel, fault: Fault): StackModel {
  const target = createTarget(model.compose, model.config)
  fault.break(target)
  if (isDeepStrictEqual(target.compose, model.compose)) {
    throw new Unchanged(`${fault.id}: expected a change of the model, found none`)
  }
  return modelOf(target.compose, model.config, model.locate)
}

export function changedSubjects(model: StackModel, broken: StackModel): string[] {
  const change = changeBetween(model.compose, broken.compose)
  const secrets = Object.entries(broken.compose.secrets)
    .filter(([name, secret]) => !isDeepStrictEqual(secret, model.compose.secrets[name]))
    .map(([name]) => `secret ${name}`)
  return [...subjectsOf(change, (service) => roleOf(model, service)), ...secrets]
}

function roleOf(model: StackModel, service: string): string | undefined {
  return roles.find((role) => model.services[role]?.includes(service))
}

// What a rule's own bad sample says does not hang on the model: it is tried where rules are run for a verdict.
export function readAll(model: StackModel, rules: readonly Rule[]): ClaimEntry[] {
  return [...Map.groupBy(rules, ({ claim }) => claim)].map(([id, own]) => {
    const observations = own.flatMap((rule) =>
      rule
        .read(model)
        .map((finding): Observation => ({ role: 'evidence', from: 'merged model', ...finding })),
    )
    const verdict = observations.length === 0 ? 'error' : observations.every(({ ok }) => ok) ? 'pass' : 'fail'
    return {
      id,
      title: id,
      area: 'static',
      severity: 'high',
      vantage: 'static',
      verdict,
      durationMs: 0,
      observations,
    }
  })
}
