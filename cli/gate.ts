import { Listr } from 'listr2'
import { runRules } from '../harness/claims/rules.ts'
import { buildModel } from '../harness/model/model.ts'
import { factsOf } from '../harness/probes/container-facts.ts'
import { inspectProject } from '../harness/probes/inspect.ts'
import { composeConfig } from '../harness/stack/compose.ts'
import { EnvironmentError } from '../harness/stack/failure.ts'
import { fidelity } from '../harness/stack/fidelity.ts'
import { openRun } from '../harness/stack/open-run.ts'
import type { RaisedStack } from '../harness/stack/raise.ts'
import { settled } from '../harness/stack/settled.ts'
import type { ExitCode } from '../reports/record/run.ts'
import { rules } from '../suites/rules.ts'
import type { Arguments } from './arguments.ts'
import { changersOf, conclude, type Gate, readersOf, runnersOf, stageOf } from './gate-run.ts'
import { keepEvidence } from './keep-evidence.ts'
import { isLive, liveClaims } from './live-claims.ts'
import { openCall } from './open-call.ts'
import { listrOptions, tellImage } from './progress.ts'
import { type ClaimRunner, openRunners } from './runner/open-runner.ts'
import { openStage, stageImages, standInsOf } from './stage.ts'
import { tryClaims } from './trial.ts'

/** Raises the stack, tries every expected claim, prints the verdict, writes the run folder, tears down. */
export async function run(call: Arguments): Promise<ExitCode> {
  const opened = await openCall(call, 'gate')
  await using running = await openRun('gate', opened.out)
  await using undo = new AsyncDisposableStack()
  const changing = liveClaims(opened, true)
  const gate: Gate = { call, opened, run: running, undo, changing, statics: [], unread: [], trials: [] }
  const steps = new Listr<Gate>(
    [
      { title: 'Static rules', task: () => readStatics(gate) },
      {
        title: 'Images',
        enabled: isLive(opened),
        task: (_, task) => images(gate, (text) => (task.output = text)),
      },
      { title: 'Stack', enabled: isLive(opened), task: () => raiseStacks(gate) },
      {
        title: 'Claims',
        enabled: isLive(opened),
        task: (_, task) =>
          task.newListr(
            [
              { title: 'that read', task: () => tryReaders(gate) },
              {
                title: 'that change something',
                enabled: changing.length > 0,
                task: () => tryChangers(gate),
              },
            ],
            { concurrent: true },
          ),
      },
      { title: 'Evidence', enabled: isLive(opened), task: () => keepEvidence(gate) },
      { title: 'Tear down', task: () => running.timed('tear down', () => undo.disposeAsync()) },
    ],
    listrOptions(call),
  )
  try {
    await running.interruptible(() => steps.run(gate))
  } catch (error) {
    // What stood in the way is told by whoever catches it; the record of it is kept as well.
    if (error instanceof EnvironmentError) {
      await undo.disposeAsync()
      await conclude(gate, error.message)
    }
    throw error
  }
  return await conclude(gate)
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
  const found = await run.timed('images', () =>
    stageImages(run, opened.loaded, (event) => tellImage(event, tell)),
  )
  gate.stage = undo.use(openStage(run, opened.loaded, found))
}

/** Side by side: each waits for the engine most of the time. */
async function raiseStacks(gate: Gate): Promise<void> {
  const { run, undo, changing } = gate
  const stage = stageOf(gate)
  gate.runners = undo.use(openRunners(run.signal))
  const [readers, changers] = await settled([
    run.timed('stack', () => stage.raise('readers')),
    changing.length > 0 ? run.timed('second stack', () => stage.raise('changers')) : undefined,
  ])
  gate.readers = readers
  if (changers !== undefined) gate.changers = changers
}

async function tryReaders(gate: Gate): Promise<void> {
  const readers = readersOf(gate)
  const { config } = gate.opened.loaded
  const production = { ...readers.project, files: readers.handle.productionFiles }
  const declared = await composeConfig({ ...production, variables: config.variables.set })
  const ran = (await inspectProject(readers.project.project)).map(factsOf)
  const standIns = standInsOf(stageOf(gate).images)
  gate.fidelity = fidelity({
    config,
    declared,
    applied: readers.model,
    ran,
    published: readers.handle.published,
    standIns,
  })
  const claims = liveClaims(gate.opened, false)
  const { id: runId, attachments } = gate.run
  const { reading: runner } = runnersOf(gate)
  if (claims.length > 0) {
    const trial = { runId, attachments, name: 'readers', stack: readers, claims, runner }
    gate.trials.push(await gate.run.timed('claims', () => tryClaims(trial)))
  }
  await tryChanging(gate, readers, runner)
}

async function tryChangers(gate: Gate): Promise<void> {
  await tryChanging(gate, changersOf(gate), runnersOf(gate).changing)
}

/** One claim at a time, on whichever stack is free: the second from its start, the first once all has been read. */
async function tryChanging(gate: Gate, stack: RaisedStack, runner: ClaimRunner): Promise<void> {
  const { id: runId, attachments } = gate.run
  for (let id = gate.changing.shift(); id !== undefined; id = gate.changing.shift()) {
    const trial = { runId, attachments, name: `change-${id}`, stack, claims: [id], runner }
    gate.trials.push(await gate.run.timed(`claim ${id}`, () => tryClaims(trial)))
  }
}
