import { join } from 'node:path'
import { prepareImages } from '../harness/images/prepare.ts'
import type { PreparedImages } from '../harness/images/prepared.ts'
import type { ExitCode } from '../reports/record/run.ts'
import type { Arguments } from './arguments.ts'
import { checks } from './checks/all.ts'
import { runChecks } from './checks/check.ts'
import { projectRoot } from './open-call.ts'
import { appJobs } from './tiers/app-jobs.ts'
import { openBareMachine } from './tiers/bare-machine.ts'
import { openColdMachine } from './tiers/cold-machine.ts'
import { commandJob } from './tiers/command-job.ts'
import { gatesJob } from './tiers/gates-job.ts'
import { playwrightJob } from './tiers/playwright-job.ts'
import { type Job, line, runTiers, type Tier } from './tiers/tier.ts'
import { vitestJob } from './tiers/vitest-job.ts'

/** All tests, in tiers; the closing line is alone on its line. */
export async function run(call: Arguments): Promise<ExitCode> {
  const tally = await runTiers(call.own.long === true ? longTiers() : tiers(), (text) => console.log(text))
  console.log(line(tally))
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0
}

function tiers(faults = ['faults', '--generated', '3'], kills = 5, mutations = 2000): Tier[] {
  const unit = vitestJob('unit tests', projectRoot, ['--project', 'unit'], {
    STACKPROOF_MUTATIONS: `${mutations}`,
  })
  return [
    {
      name: 'checks and unit tests',
      jobs: [checksJob, unit, playwrightJob('reports in Chromium', 'reports/viewer')],
    },
    { name: 'gate', jobs: [warmStart] },
    { name: 'faults and bad weather', jobs: [commandJob(faults), dockerTests(kills)] },
    { name: 'the app', jobs: appJobs(() => images()) },
  ]
}

/** What does not fit into every run; the cold start comes last, since it drops the images. */
function longTiers(): Tier[] {
  const more = { name: 'twenty gates and a cold start', jobs: [gatesJob(20), coldStart] }
  return [...tiers(['faults', '--generated', '3', '--every-claim'], 20, 10_000), more]
}

const checksJob: Job = {
  name: 'checks',
  run: async () => {
    const results = await runChecks(checks, projectRoot, ({ name, passed, seconds, output }) => {
      console.log(
        `${passed ? 'pass' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)${passed ? '' : `\n${output}`}`,
      )
    })
    const failed = results.filter((result) => !result.passed).length
    return { passed: results.length - failed, failed, skipped: 0 }
  },
}

/** The gate as on a machine that has no Go, Node or Docker but its packages' and the cache's. */
const warmStart: Job = {
  name: 'gate',
  run: async () => {
    await using bare = await openBareMachine()
    console.log(`hidden from PATH: ${bare.hidden.join(', ') || 'nothing'}`)
    return await commandJob(['gate', '--yes'], { launcher: bare.environment }).run()
  },
}

const coldStart: Job = {
  name: 'cold start',
  run: async () => {
    await using cold = await openColdMachine()
    return await commandJob(['gate', '--yes'], cold).run()
  },
}

/** Needs a daemon and the images, and raises what it needs by itself. */
function dockerTests(kills: number): Job {
  return {
    name: 'bad weather, probes, stand-ins',
    run: async () => {
      const at = await images()
      const env = { STACKPROOF_KIT_IMAGE: at.kit?.reference ?? '', STACKPROOF_KILLS: `${kills}` }
      const words = ['--project', 'docker*', '--max-workers', '2']
      return vitestJob('docker', projectRoot, words, env).run()
    },
  }
}

function images(): Promise<PreparedImages> {
  return prepareImages({ root: join(projectRoot) })
}
