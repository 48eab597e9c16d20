import { Listr } from 'listr2'
import type { Fault } from '../harness/faults/fault.ts'
import type { GeneratedFault } from '../harness/faults/generate.ts'
import { runStaticFaults } from '../harness/faults/static.ts'
import { buildModel, type StackModel } from '../harness/model/model.ts'
import { type OpenRun, openRun } from '../harness/stack/open-run.ts'
import type { ExitCode, FaultEntry } from '../reports/record/run.ts'
import { faultTable } from '../reports/render/fault-table.ts'
import { rules } from '../suites/rules.ts'
import { again } from './again.ts'
import type { Arguments } from './arguments.ts'
import { chooseFaults, fitting, generated } from './choose-faults.ts'
import { finish, outputOf, raisedTarget } from './finish.ts'
import { readCount, tryGenerated } from './generated-faults.ts'
import { tryLive } from './live-faults.ts'
import { type OpenCall, openCall } from './open-call.ts'
import { listrOptions, tellImage } from './progress.ts'
import { openStage, type Stage, stageImages } from './stage.ts'

type FaultsRun = {
  call: Arguments
  opened: OpenCall
  run: OpenRun
  undo: AsyncDisposableStack
  faults: FaultEntry[]
  onFiles: FaultEntry[]
  /** Generated faults that are tried on a raised stack. */
  sampled: GeneratedFault[]
  stage?: Stage
}

/** Makes every chosen fault, static ones on the model and live ones on a stack of their own; prints who killed what. */
export async function run(call: Arguments): Promise<ExitCode> {
  const named = chooseFaults(call.only)
  const most = readCount(call.own.generated)
  const opened = await openCall(call, 'faults', [])
  const chosen = fitting(named, opened)
  await using running = await openRun('faults', opened.out)
  await using undo = new AsyncDisposableStack()
  const work: FaultsRun = {
    call,
    opened,
    run: running,
    undo,
    faults: [],
    onFiles: [],
    sampled: [],
  }
  const { config, directory } = opened.loaded
  const { model } = buildModel(config, { root: directory })
  const live = chosen.filter((fault) => fault.where === 'stack')
  const asksGenerated = call.only.length === 0 || call.only.includes(generated)
  const isLive = live.length > 0 || (asksGenerated && most > 0)
  const steps = new Listr(
    [
      {
        title: 'Static faults',
        task: async (_, task) => {
          await tryStatic(work, model, chosen)
          const left = named.length - chosen.length
          if (left > 0) task.output = `${left} left out: this stack lacks a role or a part of the config`
        },
      },
      {
        title: 'Generated faults',
        enabled: asksGenerated,
        task: (_, task) =>
          running.timed('generated faults', async () => {
            const { entries, sampled, told } = tryGenerated(model, call.own, most)
            work.faults.push(...entries)
            work.sampled = sampled
            task.output = told
          }),
      },
      {
        title: 'Images',
        enabled: isLive,
        task: async (_, task) => {
          const found = await stageImages(running, opened.loaded, (event) =>
            tellImage(event, (text) => (task.output = text)),
          )
          work.stage = undo.use(openStage(running, opened.loaded, found))
        },
      },
      {
        title: 'Live faults',
        enabled: isLive,
        task: async (_, task) => {
          if (work.stage === undefined) throw new Error('faults: expected images before anything is raised')
          const everyClaim = call.own['every-claim'] === true
          const tell = (text: string) => (task.output = text)
          const rest = { stage: work.stage, named: live, generated: work.sampled, everyClaim, tell }
          work.faults.push(...(await tryLive({ ...work, ...rest })))
        },
      },
      { title: 'Tear down', task: () => running.timed('tear down', () => undo.disposeAsync()) },
    ],
    listrOptions(call),
  )
  await running.interruptible(() => steps.run())
  return await conclude(work)
}

function tryStatic(work: FaultsRun, model: StackModel, chosen: readonly Fault[]): Promise<void> {
  return work.run.timed('static faults', async () => {
    const tried = runStaticFaults(model, rules, chosen)
    const isLive = ({ id }: FaultEntry) => chosen.some((fault) => fault.id === id && fault.where === 'stack')
    work.faults.push(...tried.filter((entry) => !isLive(entry)))
    work.onFiles = tried.filter(isLive)
  })
}

function conclude(work: FaultsRun): Promise<ExitCode> {
  const { call, opened, run, stage } = work
  if (!call.json) process.stdout.write(faultTable(work.faults))
  return finish({
    run,
    target: raisedTarget(opened),
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
    reproduce: again(call),
    output: outputOf(call),
  })
}
