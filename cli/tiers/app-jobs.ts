import { join } from 'node:path'
import type { PreparedImages } from '../../harness/images/prepared.ts'
import { projectRoot } from '../open-call.ts'
import { runAloud } from './aloud.ts'
import type { Job } from './tier.ts'
import { vitestJob } from './vitest-job.ts'

/** The app's own tests: its packages as its lock says, its types, its cases against real images. */
export function appJobs(images: () => Promise<PreparedImages>): Job[] {
  return ['api', 'web'].map((part) => ({
    name: `app ${part}`,
    run: async () => {
      const folder = join(projectRoot, 'compose', 'app', part)
      await mustPass(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
      await mustPass(['npm', 'run', '--silent', 'check'], folder)
      const at = await images()
      const env = {
        POSTGRES_IMAGE: at.postgres?.reference ?? '',
        REDIS_IMAGE: at.redis?.reference ?? '',
        MINIO_IMAGE: at.minio?.reference ?? '',
        CLAMAV_IMAGE: at.clamav?.reference ?? '',
        TESTCONTAINERS_RYUK_DISABLED: 'true',
      }
      return vitestJob(`app ${part}`, folder, [], env).run()
    },
  }))
}

async function mustPass(argv: string[], folder: string): Promise<void> {
  const exitCode = await runAloud(argv, folder)
  if (exitCode !== 0)
    throw new Error(`${argv.join(' ')} in ${folder}: expected exit code 0, found ${exitCode}`)
}
