import { createVitest, type TestCase, type TestModule } from 'vitest/node'
import { handleVariable, recordVariable } from '../../harness/stack/handle.ts'
import { type RunnerAnswer, type TrialRequest, trialRequest } from './messages.ts'

// A process of its own: what a test does to it cannot reach the command, and a signal ends it whole.
const [root = '', workers = '1'] = process.argv.slice(2)
const vitest = await createVitest('test', {
  root,
  watch: false,
  project: ['claims'],
  maxWorkers: Number(workers),
  reporters: [{}],
})
const files = await vitest.globTestSpecifications()
let last: Promise<unknown> = Promise.resolve()
process.on('message', (message) => {
  last = last.then(async () => process.send?.(await run(trialRequest.parse(message))))
})
// The command that asked is gone, or needs it no more.
process.on('disconnect', () => void vitest.exit(true))

/** Claims that a file tries, once it has been loaded. */
const tried = new Map<string, Set<string | undefined>>()

async function run({ handleFile, records, claims }: TrialRequest): Promise<RunnerAnswer> {
  for (const { config } of vitest.projects) {
    config.env = { ...config.env, [handleVariable]: handleFile, [recordVariable]: records }
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
  return answerOf(own, unhandledErrors)
}

/** Every row that was to be tried, whatever became of it, and what no test can be blamed for. */
function answerOf(testModules: TestModule[], unhandledErrors: unknown[]): RunnerAnswer {
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
