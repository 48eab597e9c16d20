import { sweep } from '../harness/stack/sweep.ts'
import type { ExitCode } from '../reports/record/run.ts'

/** Takes down what `up` raised, and what runs that died have left. */
export async function run(): Promise<ExitCode> {
  const runs = await sweep('kept')
  console.log(runs.length === 0 ? 'nothing was up' : `taken down: ${runs.join(', ')}`)
  return 0
}
