import { tallyOf } from '../../harness/claims/totals.ts'
import { type OwnCommand, runOwnCommand } from './own-command.ts'
import { type Job, nothing } from './tier.ts'

/** Runs one of our own commands as a user would, and counts what its record says; the record is checked too. */
export function commandJob(words: readonly string[], more: Omit<OwnCommand, 'words'> = {}): Job {
  const name = words.join(' ')
  return {
    name,
    run: async () => {
      const { exitCode, record, problems } = await runOwnCommand({ words, ...more })
      for (const problem of problems) console.log(`${name}: ${problem}`)
      const tally = record === undefined ? nothing : tallyOf(record.claims, record.faults ?? [])
      const silent = exitCode !== 0 && tally.failed === 0 ? 1 : 0
      return { ...tally, failed: tally.failed + problems.length + silent }
    },
  }
}
