import type { FaultEntry } from '../../reports/record/run.ts'
import type { Rule } from '../claims/rule.ts'
import { modelOf, type StackModel } from '../model/model.ts'
import { type GeneratedFault, generate, type How, nameOfFault } from './generate.ts'
import { judgeGenerated } from './kill.ts'
import { changedSubjects, readAll } from './static.ts'

/** Leaves whose change changes nothing that anybody was promised, and why. `leaf` meets the path, joined by dots. */
export type Equivalent = { leaf: RegExp; how: readonly How[]; reason: string }

/** What rules say of every generated fault; `left` are those that only a raised stack can tell of. */
export type Generated = { entries: FaultEntry[]; left: GeneratedFault[] }

/** Makes every generated fault on a copy of the model and reads it by the rules. */
export function runGenerated(
  model: StackModel,
  rules: readonly Rule[],
  equivalents: readonly Equivalent[],
): Generated {
  const before = readAll(model, rules)
  const claims = [...new Set(rules.map(({ claim }) => claim))]
  const generated: Generated = { entries: [], left: [] }
  for (const fault of generate(model.compose)) {
    const entry = attempt(model, rules, { fault, before, claims })
    const equivalent = equivalents.find((one) => isEquivalent(one, fault))
    if (entry.outcome === 'killed') generated.entries.push(entry)
    else if (equivalent === undefined) generated.left.push(fault)
    else generated.entries.push({ ...entry, outcome: 'equivalent', reason: equivalent.reason })
  }
  return generated
}

function isEquivalent({ leaf, how }: Equivalent, fault: GeneratedFault): boolean {
  return how.includes(fault.how) && leaf.test(fault.path.join('.'))
}

type Trial = { fault: GeneratedFault; before: ReturnType<typeof readAll>; claims: string[] }

function attempt(model: StackModel, rules: readonly Rule[], { fault, before, claims }: Trial): FaultEntry {
  const started = performance.now()
  const compose = structuredClone(model.compose)
  fault.change(compose)
  const broken = modelOf(compose, model.config, model.locate)
  const judged = judgeGenerated({
    fault: { id: fault.id, title: nameOfFault(fault), claims },
    before,
    broken: readAll(broken, rules),
    reverted: before,
    subjects: changedSubjects(model, broken),
    durationMs: 0,
  })
  return { ...judged, durationMs: performance.now() - started }
}
