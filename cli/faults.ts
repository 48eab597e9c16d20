import { Listr } from 'listr2'
import type { Fault } from '../harness/faults/fault.ts'
import { tellEntry } from '../harness/faults/kill.ts'
import { runStaticFaults } from '../harness/faults/static.ts'
import { buildModel } from '../harness/model/model.ts'
import { type OpenRun, openRun } from '../harness/stack/open-run.ts'
import type { ExitCode, FaultEntry } from '../reports/record/run.ts'
import { faultTable } from '../reports/render/fault-table.ts'
import { rules } from '../suites/rules.ts'
import type { Arguments } from './arguments.ts'
import { chooseFaults } from './choose-faults.ts'
import { concernedBy } from './concerned.ts'
import { entriesFor, type FaultStack, keyOf } from './fault-entries.ts'
import { finish, outputOf } from './finish.ts'
import { type OpenCall, openCall } from './open-call.ts'
import { listrOptions, tellImage } from './progress.ts'
import { openRunners } from './runner/open-runner.ts'
import { openStage, type Stage, stageImages } from './stage.ts'
import { tryFault } from './try-fault.ts'

type FaultsRun = {
  call: Arguments
  opened: OpenCall
  run: OpenRun
  undo: AsyncDisposableStack
  faults: FaultEntry[]
  onFiles: FaultEntry[]
  stage?: Stage
}

/** Makes every chosen fault, static ones on the model and live ones on a stack of their own; prints who killed what. */
export async function run(call: Arguments): Promise<ExitCode> {
  const chosen = chooseFaults(call.only)
  const opened = await openCall(call, 'faults', [])
  await using running = await openRun('faults', opened.out)
  await using undo = new AsyncDisposableStack()
  const work: FaultsRun = { call, opened, run: running, undo, faults: [], onFiles: [] }
  const live = chosen.filter((fault) => fault.where === 'stack')
  const steps = new Listr(
    [
      { title: 'Static faults', task: () => tryStatic(work, chosen) },
      {
        title: 'Images',
        enabled: live.length > 0,
        task: async (_, task) => {
          const found = await stageImages(running, opened.loaded, (event) =>
            tellImage(event, (text) => (task.output = text)),
          )
          work.stage = undo.use(openStage(running, opened.loaded, found))
        },
      },
      {
        title: `Live faults (${live.length})`,
        enabled: live.length > 0,
        task: (_, task) => tryLive(work, live, (text) => (task.output = text)),
      },
      { title: 'Tear down', task: () => running.timed('tear down', () => undo.disposeAsync()) },
    ],
    listrOptions(call),
  )
  await running.interruptible(() => steps.run())
  return await conclude(work)
}

function tryStatic(work: FaultsRun, chosen: readonly Fault[]): Promise<void> {
  return work.run.timed('static faults', async () => {
    const { config, directory } = work.opened.loaded
    const { model } = buildModel(config, { root: directory })
    const tried = runStaticFaults(model, rules, chosen)
    const isLive = ({ id }: FaultEntry) => chosen.some((fault) => fault.id === id && fault.where === 'stack')
    work.faults.push(...tried.filter((entry) => !isLive(entry)))
    work.onFiles = tried.filter(isLive)
  })
}

async function tryLive(work: FaultsRun, live: readonly Fault[], tell: (text: string) => void): Promise<void> {
  const { call, stage, run, opened, undo } = work
  if (stage === undefined) throw new Error('faults: expected images before anything is raised')
  const runners = undo.use(openRunners(run.signal))
  const stack = await run.timed('stack', () => stage.raise('faults', { clients: true }))
  const today = new Date().toISOString().slice(0, 10)
  const on: FaultStack = {
    runId: run.id,
    opened,
    stack,
    today,
    signal: run.signal,
    runners,
    last: new Map(),
    onFiles: work.onFiles,
    trials: 0,
    everyClaim: call.own['every-claim'] === true,
  }
  const all = [...new Set(live.flatMap((fault) => concernedBy(opened.registry, fault, on.everyClaim)))]
  const baseline = await run.timed('claims before', () => entriesFor(on, all))
  for (const entry of baseline) on.last.set(keyOf(entry), entry)
  for (const entry of baseline.filter(({ verdict }) => verdict !== 'pass'))
    tell(`not green before: ${tellEntry(entry)}`)
  for (const [i, fault] of live.entries()) {
    run.signal.throwIfAborted()
    const entry = await run.timed(`fault ${fault.id}`, () => attempt(on, fault))
    work.faults.push(entry)
    const why = entry.outcome === 'killed' ? '' : `: ${entry.reason}`
    tell(
      `${i + 1}/${live.length} ${entry.outcome} ${fault.id} (${(entry.durationMs / 1000).toFixed(1)} s)${why}`,
    )
  }
}

async function attempt(on: FaultStack, fault: Fault): Promise<FaultEntry> {
  const started = performance.now()
  try {
    return await tryFault(on, fault, concernedBy(on.opened.registry, fault, on.everyClaim))
  } catch (error) {
    on.signal.throwIfAborted()
    const { id, title, claims } = fault
    const reason = error instanceof Error ? error.message : String(error)
    const durationMs = Math.round(performance.now() - started)
    return { id, title, claims: [...claims], outcome: 'error', reason, durationMs, kind: 'named' }
  }
}

function conclude(work: FaultsRun): Promise<ExitCode> {
  const { call, opened, run, stage } = work
  if (!call.json) process.stdout.write(faultTable(work.faults))
  return finish({
    run,
    opened: { ...opened, expected: [] },
    judged: {
      registry: opened.registry,
      expected: [],
      recorded: [],
      statics: [],
      waivers: [],
      unavailable: opened.loaded.config.unavailable,
      standIns: [],
      today: new Date().toISOString().slice(0, 10),
      faults: work.faults,
    },
    fidelity: [],
    faults: work.faults,
    stage,
    reproduce: [
      './stackproof faults',
      ...(call.only.length > 0 ? [`--only ${call.only.join(',')}`] : []),
    ].join(' '),
    output: outputOf(call),
  })
}
