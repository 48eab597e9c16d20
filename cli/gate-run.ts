import type { StaticResult } from '../harness/claims/rules.ts'
import type { Fidelity } from '../harness/stack/fidelity.ts'
import type { OpenRun } from '../harness/stack/open-run.ts'
import type { RaisedStack } from '../harness/stack/raise.ts'
import type { ExitCode } from '../reports/record/run.ts'
import { again } from './again.ts'
import type { Arguments } from './arguments.ts'
import { finish, outputOf, raisedTarget } from './finish.ts'
import type { OpenCall } from './open-call.ts'
import type { ClaimRunners } from './runner/open-runner.ts'
import { type Stage, standInsOf } from './stage.ts'
import { standInRoles } from './stand-in-roles.ts'
import type { TrialResult } from './trial.ts'

/** A gate under way: what its steps have found so far. */
export type Gate = {
  call: Arguments
  opened: OpenCall
  run: OpenRun
  undo: AsyncDisposableStack
  stage?: Stage
  readers?: RaisedStack
  changers?: RaisedStack
  /** Get ready while the first stack rises. */
  runners?: ClaimRunners
  /** Claims that change something and wait for a stack that is free. */
  changing: string[]
  statics: StaticResult[]
  /** What the static reader could not make sense of. */
  unread: string[]
  trials: TrialResult[]
  fidelity?: Fidelity
}

/** Judges what the steps found, writes the run folder and prints the verdict; of a run that `broke` it only writes. */
export function conclude(gate: Gate, broke?: string): Promise<ExitCode> {
  const { opened, run, call, stage, readers } = gate
  const { config } = opened.loaded
  const found = gate.fidelity ?? { entries: [], undeclared: [] }
  const strange = found.undeclared.map(
    (one) => `${one.subject} ${one.path}: nobody declared that it ran otherwise`,
  )
  return finish({
    run,
    target: raisedTarget(opened),
    judged: {
      registry: opened.registry,
      expected: opened.expected,
      recorded: gate.trials.map((one) => one.recorded),
      statics: gate.statics,
      waivers: config.waivers,
      unavailable: config.unavailable,
      standIns: stage && readers ? standInRoles(opened.loaded, readers.model, standInsOf(stage.images)) : [],
      today: new Date().toISOString().slice(0, 10),
      problems: [
        ...gate.unread,
        ...gate.trials.flatMap((one) => one.problems),
        ...strange,
        ...(broke === undefined ? [] : [broke]),
      ],
    },
    fidelity: found.entries,
    stage,
    reproduce: again(call),
    output: broke === undefined ? outputOf(call) : 'none',
  })
}

/** The stage, once images are there. */
export function stageOf(gate: Gate): Stage {
  if (gate.stage === undefined) throw new Error('gate: expected images before anything is raised')
  return gate.stage
}

/** The first stack, once it is up. */
export function readersOf(gate: Gate): RaisedStack {
  if (gate.readers === undefined) throw new Error('gate: expected the first stack to be up')
  return gate.readers
}

/** The second stack, once it is up. */
export function changersOf(gate: Gate): RaisedStack {
  if (gate.changers === undefined) throw new Error('gate: expected the second stack to be up')
  return gate.changers
}

/** What tries the claims, once the first stack is up. */
export function runnersOf(gate: Gate): ClaimRunners {
  if (gate.runners === undefined) throw new Error('gate: expected runners beside the first stack')
  return gate.runners
}
