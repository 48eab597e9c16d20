import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'

/** What a check found; `output` names each defect, or how much was looked at. */
export type Finding = { passed: boolean; output: string }

/** One thing that must hold for the project in `folder`, an absolute path. Throws only when it could not look. */
export type Check = { name: string; run: (folder: string) => Promise<Finding> }

export type CheckResult = Finding & { name: string; seconds: number }

/** Runs checks side by side, as many at once as there are cores; `done` hears of each as it ends. */
export async function runChecks(
  checks: readonly Check[],
  folder: string,
  done: (result: CheckResult) => void = () => {},
): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const waiting = checks.values()
  const lane = async () => {
    for (const check of waiting) {
      const result = await timed(check, folder)
      results.push(result)
      done(result)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, lane))
  return checks.flatMap((check) => results.find((result) => result.name === check.name) ?? [])
}

async function timed(check: Check, folder: string): Promise<CheckResult> {
  const start = performance.now()
  const finding = await check.run(folder).catch(couldNotLook)
  return { name: check.name, ...finding, seconds: (performance.now() - start) / 1000 }
}

function couldNotLook(error: unknown): Finding {
  return { passed: false, output: error instanceof Error ? error.message : String(error) }
}

/** Judges a list of defects among what was looked at; having looked at nothing is a defect too. */
export function judge(kind: string, looked: number, defects: readonly string[]): Finding {
  if (looked === 0) return { passed: false, output: `${kind}: expected at least one, found none` }
  if (defects.length > 0) return { passed: false, output: defects.join('\n') }
  return { passed: true, output: `${looked} ${kind}` }
}
