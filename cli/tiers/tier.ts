import type { Tally } from '../../harness/claims/totals.ts'

/** One thing that `test` does: says as it goes, and gives what it counted. Throws only when it could not start. */
export type Job = { name: string; run: () => Promise<Tally> }
/** Jobs after which it makes sense to stop when one is red. */
export type Tier = { name: string; jobs: readonly Job[] }

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 }

/** Runs the tiers in order, each job in order; a tier with a failure is the last. Times are printed. */
export async function runTiers(tiers: readonly Tier[], say: (line: string) => void): Promise<Tally> {
  let total = nothing
  for (const tier of tiers) {
    say(`\n== ${tier.name}`)
    const started = performance.now()
    for (const job of tier.jobs) total = add(total, await runJob(job, say))
    say(`== ${tier.name}: ${seconds(started)}`)
    if (total.failed > 0) return total
  }
  return total
}

async function runJob(job: Job, say: (line: string) => void): Promise<Tally> {
  const started = performance.now()
  const tally = await job.run().catch((error: unknown) => {
    say(`${job.name}: ${error instanceof Error ? error.message : String(error)}`)
    return { ...nothing, failed: 1 }
  })
  say(`${job.name}: ${line(tally)} in ${seconds(started)}`)
  return tally
}

/** The closing line of `test`, alone on its line. */
export function line({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

function seconds(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`
}
