import { Listr } from 'listr2'
import { createMask } from '../harness/claims/mask.ts'
import { runRules, type StaticResult } from '../harness/claims/rules.ts'
import { buildModel } from '../harness/model/model.ts'
import { factsOf } from '../harness/probes/container-facts.ts'
import { inspectProject } from '../harness/probes/inspect.ts'
import { composeConfig } from '../harness/stack/compose.ts'
import { type Fidelity, fidelity } from '../harness/stack/fidelity.ts'
import { type OpenRun, openRun } from '../harness/stack/open-run.ts'
import type { RaisedStack } from '../harness/stack/raise.ts'
import type { ExitCode } from '../reports/record/run.ts'
import { rules } from '../suites/rules.ts'
import type { Arguments } from './arguments.ts'
import { finish } from './finish.ts'
import { type OpenCall, openCall } from './open-call.ts'
import { listrOptions, tellImage } from './progress.ts'
import { openStage, type Stage, stageImages, standInsOf } from './stage.ts'
import { standInRoles } from './stand-in-roles.ts'
import { type TrialResult, tryClaims } from './trial.ts'

type Gate = {
  call: Arguments
  opened: OpenCall
  run: OpenRun
  undo: AsyncDisposableStack
  stage?: Stage
  readers?: RaisedStack
  statics: StaticResult[]
  /** What the static reader could not make sense of. */
  unread: string[]
  trials: TrialResult[]
  fidelity?: Fidelity
}

/** Raises the stack, tries every expected claim, prints the verdict, writes the run folder, tears down. */
export async function run(call: Arguments): Promise<ExitCode> {
  const opened = await openCall(call, 'gate')
  await using running = await openRun('gate', opened.out)
  await using undo = new AsyncDisposableStack()
  const gate: Gate = { call, opened, run: running, undo, statics: [], unread: [], trials: [] }
  const steps = new Listr<Gate>(
    [
      { title: 'Static rules', task: () => readStatics(gate) },
      {
        title: 'Images',
        enabled: isLive(opened),
        task: (_, task) => images(gate, (text) => (task.output = text)),
      },
      { title: 'Stack', enabled: isLive(opened), task: () => raiseReaders(gate) },
      {
        title: 'Claims',
        enabled: isLive(opened),
        task: (_, task) =>
          task.newListr(
            [
              { title: 'that read', task: () => tryReaders(gate) },
              {
                title: 'that change something, on a second stack',
                enabled: changes(opened),
                task: () => tryChangers(gate),
              },
            ],
            { concurrent: true },
          ),
      },
      { title: 'Tear down', task: () => running.timed('tear down', () => undo.disposeAsync()) },
    ],
    listrOptions,
  )
  await running.interruptible(() => steps.run(gate))
  return conclude(gate)
}

/** The rules read the files alone, as they stand in the repository: each finding has a file and a line. */
function readStatics(gate: Gate): void {
  const { loaded, expected } = gate.opened
  const wanted = new Set(expected.filter((one) => one.vantage === 'static').map((one) => one.claim))
  const { model, problems } = buildModel(loaded.config, { root: loaded.directory })
  gate.unread = problems.map(({ file, line, message }) => `${file}:${line}: ${message}`)
  gate.statics = runRules(
    rules.filter((rule) => wanted.has(rule.claim)),
    model,
  )
}

async function images(gate: Gate, tell: (text: string) => void): Promise<void> {
  const { run, opened, undo } = gate
  const found = await run.timed('images', () => stageImages(run, (event) => tellImage(event, tell)))
  gate.stage = undo.use(openStage(run, opened.loaded, found))
}

async function raiseReaders(gate: Gate): Promise<void> {
  const stage = stageOf(gate)
  const readers = await gate.run.timed('stack', () => stage.raise('readers', { clients: true }))
  gate.readers = readers
}

async function tryReaders(gate: Gate): Promise<void> {
  const readers = readersOf(gate)
  const declared = await composeConfig({ ...readers.project, variables: {} })
  const ran = (await inspectProject(readers.project.project)).map(factsOf)
  const standIns = standInsOf(stageOf(gate).images)
  gate.fidelity = fidelity({
    config: gate.opened.loaded.config,
    declared,
    applied: readers.model,
    ran,
    standIns,
  })
  const tags = tagsOf(gate.opened, false)
  if (tags === '') return
  const options = {
    runId: gate.run.id,
    name: 'readers',
    stack: readers,
    tags,
    workers: 2,
    signal: gate.run.signal,
  }
  gate.trials.push(await gate.run.timed('claims', () => tryClaims(options)))
}

async function tryChangers(gate: Gate): Promise<void> {
  const stack = await gate.run.timed('second stack', () => stageOf(gate).raise('changers'))
  const tags = tagsOf(gate.opened, true)
  const options = { runId: gate.run.id, name: 'changers', stack, tags, workers: 1, signal: gate.run.signal }
  gate.trials.push(await gate.run.timed('claims that change', () => tryClaims(options)))
}

function conclude(gate: Gate): Promise<ExitCode> {
  const { opened, run, call, stage, readers } = gate
  const { config } = opened.loaded
  const found = gate.fidelity ?? { entries: [], undeclared: [] }
  const strange = found.undeclared.map(
    (one) => `${one.subject} ${one.path}: nobody declared that it ran otherwise`,
  )
  return finish({
    run,
    opened,
    judged: {
      registry: opened.registry,
      expected: opened.expected,
      recorded: gate.trials.map((one) => one.recorded),
      statics: gate.statics,
      waivers: config.waivers,
      unavailable: config.unavailable,
      standIns: stage && readers ? standInRoles(opened.loaded, readers.model, standInsOf(stage.images)) : [],
      today: new Date().toISOString().slice(0, 10),
      problems: [...gate.unread, ...gate.trials.flatMap((one) => one.problems), ...strange],
    },
    fidelity: found.entries,
    mask: stage?.mask() ?? createMask([]),
    secrets: stage?.secrets ?? [],
    reproduce: ['./stackproof gate', ...(call.only.length > 0 ? [`--only ${call.only.join(',')}`] : [])].join(
      ' ',
    ),
    json: call.json,
  })
}

/** The expected live claims as vitest's tag expression: those that change something, or the others. */
function tagsOf({ expected, registry }: OpenCall, changing: boolean): string {
  const live = expected.filter((one) => one.vantage === 'ephemeral').map((one) => one.claim)
  return live.filter((id) => (registry.get(id)?.spec.changes ?? false) === changing).join(' or ')
}

/** Whether anything must be raised: static claims alone need files alone. */
function isLive({ expected }: OpenCall): boolean {
  return expected.some((one) => one.vantage === 'ephemeral')
}

function changes(opened: OpenCall): boolean {
  return tagsOf(opened, true) !== ''
}

function stageOf(gate: Gate): Stage {
  if (gate.stage === undefined) throw new Error('gate: expected images before anything is raised')
  return gate.stage
}

function readersOf(gate: Gate): RaisedStack {
  if (gate.readers === undefined) throw new Error('gate: expected the first stack to be up')
  return gate.readers
}
