import type { TestCase, TestModule, TestSpecification, Vitest } from 'vitest/node'
import { createVitest } from 'vitest/node'
import { engineHost } from '../../harness/stack/engine.ts'
import { attachmentsVariable, handleVariable, recordVariable } from '../../harness/stack/handle.ts'
import { type Lane, lanes, type RunnerAnswer, type TrialRequest, trialRequest } from './messages.ts'

// A process of its own: what a test does to it cannot reach the command, and a signal ends it whole.
const [root = ''] = process.argv.slice(2)
// Asked of the client once, not by every worker; who only looks at a deploy has none.
const engine = await engineHost().catch(() => undefined)
if (engine !== undefined) process.env.DOCKER_HOST = engine

/** A runner, its files, and the trial that is under way. */
type Open = { vitest: Vitest; files: TestSpecification[]; last: Promise<unknown> }
const open: Partial<Record<Lane, Promise<Open>>> = {}

process.on('message', async (message) => {
  const request = trialRequest.parse(message)
  open[request.lane] ??= start(lanes[request.lane])
  const lane = await open[request.lane]
  if (lane === undefined) return
  lane.last = lane.last.then(async () => process.send?.(await run(lane, request)))
})
// The command that asked is gone, or needs it no more.
process.on('disconnect', async () => {
  const all = await Promise.all(Object.values(open))
  await Promise.all(all.map(({ vitest }) => vitest.close()))
  process.exit()
})
open.reading = start(lanes.reading)

async function start(maxWorkers: number): Promise<Open> {
  const quiet = { watch: false, reporters: [{}] }
  const vitest = await createVitest('test', { root, project: ['claims'], maxWorkers, ...quiet })
  return { vitest, files: await vitest.globTestSpecifications(), last: Promise.resolve() }
}

/** Claims that a file tries, once it has been loaded. */
const tried = new Map<string, Set<string | undefined>>()

async function run(
  { vitest, files }: Open,
  { lane, handleFile, records, attachments = '', claims }: TrialRequest,
): Promise<RunnerAnswer> {
  for (const { config } of vitest.projects) {
    const own = {
      [handleVariable]: handleFile,
      [recordVariable]: records,
      [attachmentsVariable]: attachments,
    }
    config.env = { ...config.env, ...own }
  }
  const concerned = files.filter(({ moduleId }) => {
    const own = tried.get(moduleId)
    return own === undefined || claims.some((id) => own.has(id))
  })
  const chosen = concerned.map(({ project, moduleId }) =>
    project.createSpecification(moduleId, { testTagsFilter: [claims.join(' or ')] }),
  )
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(chosen, true)
  // It also names modules of earlier trials.
  const own = testModules.filter(({ moduleId }) => concerned.some((file) => file.moduleId === moduleId))
  return { lane, ...answerOf(own, unhandledErrors) }
}

/** Every row that was to be tried, whatever became of it, and what no test can be blamed for. */
function answerOf(testModules: TestModule[], unhandledErrors: unknown[]): Omit<RunnerAnswer, 'lane'> {
  const cases = testModules.flatMap((module) => {
    const own = [...module.children.allTests()]
    tried.set(module.moduleId, new Set(own.map((one) => one.meta().claim)))
    return own
  })
  const errors = [...unhandledErrors, ...testModules.flatMap((module) => module.errors())]
  return { rows: cases.filter(isTried).map(rowOf), problems: errors.map(told) }
}

function isTried(one: TestCase): boolean {
  return one.meta().claim !== undefined && one.result().state !== 'skipped'
}

function rowOf(one: TestCase): { claim: string; row: string } {
  return { claim: one.meta().claim ?? '', row: one.fullName }
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)
}
