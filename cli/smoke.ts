import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Listr } from 'listr2'
import type { Secret } from '../harness/claims/secret-forms.ts'
import { findDeploy } from '../harness/live/find-deploy.ts'
import { smokePassword } from '../harness/live/log-in.ts'
import type { LiveHandle } from '../harness/live/target.ts'
import { EnvironmentError } from '../harness/stack/failure.ts'
import { type OpenRun, openRun } from '../harness/stack/open-run.ts'
import { cacheFolder } from '../harness/stack/place.ts'
import { withoutEngine } from '../harness/stack/without-engine.ts'
import type { ExitCode, Run } from '../reports/record/run.ts'
import { again } from './again.ts'
import type { Arguments } from './arguments.ts'
import { finish, outputOf } from './finish.ts'
import { namedDeploy } from './named-deploy.ts'
import { type OpenCall, openCall } from './open-call.ts'
import { passedIn } from './passed-in.ts'
import { listrOptions } from './progress.ts'
import { readRecord } from './read-record.ts'
import { openRunners } from './runner/open-runner.ts'
import { type TrialResult, tryClaims } from './trial.ts'

/** Finds somebody's deploy, tries what holds for it from outside, prints the verdict and writes the run folder. */
export async function run(call: Arguments): Promise<ExitCode> {
  const named = namedDeploy(call)
  const { against } = call.own
  const before = typeof against === 'string' ? (await readRecord(against, '--against')).run : undefined
  const password = smokePassword()
  const secrets = password ? [{ name: 'password', value: password }] : []
  const opened = await openCall(call, 'smoke')
  await using running = await openRun('smoke', opened.out, { engine: false })
  const shared = { call, opened, before, secrets, url: named.url.href }
  const smoke: Smoke = { ...shared, run: running, trials: [] }
  const steps = new Listr(
    [
      { title: 'Deploy', task: async () => (smoke.handleFile = await found(smoke, named)) },
      { title: 'Claims', task: () => tryAll(smoke) },
    ],
    listrOptions(call),
  )
  try {
    await running.interruptible(() => steps.run())
  } catch (error) {
    // What stood in the way is told by whoever catches it; the record of it is kept as well.
    if (error instanceof EnvironmentError) await conclude(smoke, error.message)
    throw error
  }
  return await conclude(smoke)
}

/** A smoke test under way. */
type Smoke = {
  call: Arguments
  opened: OpenCall
  run: OpenRun
  url: string
  before: Run | undefined
  secrets: Secret[]
  handleFile?: string
  trials: TrialResult[]
}

async function found({ run, opened }: Smoke, named: Parameters<typeof findDeploy>[0]): Promise<string> {
  const { config, file: configFile } = opened.loaded
  const live = await run.timed('deploy', () => untilInterrupted(run.signal, findDeploy(named, config)))
  const handle: LiveHandle = { runId: run.id, configFile, live }
  const folder = cacheFolder('runs', run.id)
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'handle.json')
  await writeFile(file, JSON.stringify(handle))
  return file
}

/** A deploy that hangs must not hold whoever wants to stop looking for it. */
function untilInterrupted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  return Promise.race([work, promise])
}

async function tryAll({ run, opened, handleFile = '', trials }: Smoke): Promise<void> {
  const claims = opened.expected.map(({ claim }) => claim)
  if (claims.length === 0) return
  await using runners = openRunners(run.signal)
  const stack = { handleFile }
  const trial = {
    runId: run.id,
    attachments: run.attachments,
    name: 'live',
    vantage: 'live',
    stack,
    claims,
    runner: runners.reading,
  } as const
  trials.push(await run.timed('claims', () => tryClaims(trial)))
}

/** Judges what was found; of a run that `broke` it only writes. */
function conclude(
  { call, opened, run, url, before, secrets, trials }: Smoke,
  broke?: string,
): Promise<ExitCode> {
  const { config } = opened.loaded
  const problems = trials.flatMap((one) => one.problems)
  return finish({
    run,
    target: { name: config.name, kind: 'live', url },
    environment: withoutEngine(),
    judged: {
      registry: opened.registry,
      expected: opened.expected,
      recorded: trials.map((one) => one.recorded),
      statics: [],
      waivers: config.waivers.filter(({ claim }) => opened.expected.some((one) => one.claim === claim)),
      unavailable: config.unavailable,
      standIns: [],
      today: run.startedAt.toISOString().slice(0, 10),
      problems: broke === undefined ? problems : [...problems, broke],
      passedBefore: passedIn(before),
    },
    fidelity: [],
    stage: undefined,
    secrets,
    reproduce: again(call),
    output: broke === undefined ? outputOf(call) : 'none',
  })
}
