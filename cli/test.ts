import { join } from 'node:path'
import { prepareImages } from '../harness/images/prepare.ts'
import type { PreparedImages } from '../harness/images/prepared.ts'
import type { ExitCode } from '../reports/record/run.ts'
import type { Arguments } from './arguments.ts'
import { checks } from './checks/all.ts'
import { runChecks } from './checks/check.ts'
import { projectRoot } from './open-call.ts'
import { appJobs } from './tiers/app-jobs.ts'
import { commandJob } from './tiers/command-job.ts'
import { type Job, line, runTiers, type Tier } from './tiers/tier.ts'
import { vitestJob } from './tiers/vitest-job.ts'

/** All tests, in tiers; the closing line is alone on its line. */
export async function run(_call: Arguments): Promise<ExitCode> {
  const tally = await runTiers(tiers(), (text) => console.log(text))
  console.log(line(tally))
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0
}

function tiers(): Tier[] {
  return [
    {
      name: 'checks and unit tests',
      jobs: [checksJob, vitestJob('unit tests', projectRoot, ['--project', 'unit'])],
    },
    { name: 'gate', jobs: [commandJob('gate')] },
    {
      name: 'faults and bad weather',
      jobs: [commandJob('faults'), dockerTests],
    },
    { name: 'the app', jobs: appJobs(() => images()) },
  ]
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

/** Needs a daemon and the images, and raises what it needs by itself. */
const dockerTests: Job = {
  name: 'bad weather, probes, stand-ins',
  run: async () => {
    const at = await images()
    const env = { STACKPROOF_KIT_IMAGE: at.kit?.reference ?? '' }
    return vitestJob('docker', projectRoot, ['--project', 'docker', '--max-workers', '2'], env).run()
  },
}

function images(): Promise<PreparedImages> {
  return prepareImages({ root: join(projectRoot) })
}
