import type { Run } from '../reports/record/run.ts'

/** What another run passed: by claim, which run that was and where it looked. */
export function passedIn(before: Run | undefined): ReadonlyMap<string, string> {
  const passed = before?.claims.filter(({ verdict }) => verdict === 'pass') ?? []
  return new Map(
    [...Map.groupBy(passed, ({ id }) => id)].map(([id, own]) => [
      id,
      `${before?.run.profile} ${before?.run.id} (${own.map(({ vantage }) => vantage).join(', ')})`,
    ]),
  )
}
