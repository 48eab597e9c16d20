import { availableParallelism } from 'node:os'
import { execa } from 'execa'
import type { Run } from '../../reports/record/run.ts'
import { disagreements } from './agree.ts'
import { runOwnCommand } from './own-command.ts'
import type { Job } from './tier.ts'

/** Gates one after another, the last with every core busy: each green, and all agree claim by claim. */
export function gatesJob(count: number): Job {
  return {
    name: `${count} gates, the last with busy cores`,
    run: async () => {
      const runs: Run[] = []
      let failed = 0
      for (let turn = 1; turn <= count; turn += 1) {
        await using _ = turn === count ? keepBusy() : undefined
        const { exitCode, record, problems } = await runOwnCommand({ words: ['gate'] })
        for (const problem of problems) console.log(`gate ${turn} of ${count}: ${problem}`)
        if (exitCode !== 0 || record === undefined) failed += 1
        if (record !== undefined) runs.push(record)
      }
      const differing = disagreements(runs)
      for (const one of differing) console.log(`gates disagree: ${one}`)
      return { passed: count - failed, failed: failed + differing.length, skipped: 0 }
    },
  }
}

/** One busy loop per core until disposed of; each ends by itself after ten minutes. */
function keepBusy(): AsyncDisposable {
  const loop = 'const end = Date.now() + 600_000; while (Date.now() < end);'
  const children = Array.from({ length: availableParallelism() }, () =>
    execa(process.execPath, ['--eval', loop], { stdio: 'ignore', reject: false }),
  )
  return {
    [Symbol.asyncDispose]: async () => {
      for (const child of children) child.kill('SIGKILL')
      await Promise.all(children)
    },
  }
}
