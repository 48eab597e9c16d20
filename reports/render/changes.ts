import type { ClaimEntry, FidelityEntry, Run, Vantage, Verdict } from '../record/run.ts'

/** What is not the same in two runs; `before` or `after` is absent where a claim was in one of them alone. */
export type Changes = {
  before: { id: string; startedAt: string }
  after: { id: string; startedAt: string }
  verdicts: { id: string; title: string; vantage: Vantage; before?: Verdict; after?: Verdict }[]
  /** Claims that the later run passes at one vantage and fails at another. */
  drifts: { id: string; title: string; passes: Vantage[]; fails: Vantage[] }[]
  fidelity: { came: FidelityEntry[]; went: FidelityEntry[] }
  /** Milliseconds. */
  durations: { name: string; beforeMs: number; afterMs: number }[]
}

/** Less than a second or a fifth is what any two runs differ by. */
const noticedMs = 1000
const noticedRatio = 1.2

/** What has changed from one run to a later one: verdicts, drift, fidelity, durations. */
export function changesBetween(before: Run, after: Run): Changes {
  return {
    before: { id: before.run.id, startedAt: before.run.startedAt },
    after: { id: after.run.id, startedAt: after.run.startedAt },
    verdicts: verdictsOf(before, after),
    drifts: driftsOf(after),
    fidelity: {
      came: without(after.fidelity, before.fidelity),
      went: without(before.fidelity, after.fidelity),
    },
    durations: durationsOf(before, after),
  }
}

function verdictsOf(before: Run, after: Run): Changes['verdicts'] {
  const key = ({ id, vantage }: ClaimEntry) => `${id} ${vantage}`
  const [old, young] = [before, after].map(({ claims }) => new Map(claims.map((one) => [key(one), one])))
  const keys = new Set([...(young?.keys() ?? []), ...(old?.keys() ?? [])])
  return [...keys].flatMap((one) => {
    const [was, is] = [old?.get(one), young?.get(one)]
    const known = is ?? was
    if (known === undefined || was?.verdict === is?.verdict) return []
    const { id, title, vantage } = known
    return [{ id, title, vantage, ...(was && { before: was.verdict }), ...(is && { after: is.verdict }) }]
  })
}

function driftsOf({ claims }: Run): Changes['drifts'] {
  return [...Map.groupBy(claims, ({ id }) => id)].flatMap(([id, own]) => {
    const at = (verdict: Verdict) =>
      own.filter((one) => one.verdict === verdict).map(({ vantage }) => vantage)
    const [passes, fails] = [at('pass'), at('fail')]
    return passes.length > 0 && fails.length > 0 ? [{ id, title: own[0]?.title ?? '', passes, fails }] : []
  })
}

function without(list: readonly FidelityEntry[], others: readonly FidelityEntry[]): FidelityEntry[] {
  const known = new Set(others.map(({ subject, path }) => `${subject} ${path}`))
  return list.filter(({ subject, path }) => !known.has(`${subject} ${path}`))
}

function durationsOf(before: Run, after: Run): Changes['durations'] {
  const old = new Map(timesOf(before))
  return timesOf(after).flatMap(([name, afterMs]) => {
    const beforeMs = old.get(name)
    if (beforeMs === undefined) return []
    const [less, more] = [beforeMs, afterMs].sort((a, b) => a - b)
    const noticed = more !== undefined && less !== undefined && more - less >= noticedMs
    return noticed && more >= less * noticedRatio ? [{ name, beforeMs, afterMs }] : []
  })
}

/** The whole run and its phases. */
function timesOf({ run }: Run): [name: string, ms: number][] {
  const whole = Date.parse(run.finishedAt) - Date.parse(run.startedAt)
  return [
    ['the whole run', whole],
    ...(run.phases ?? []).map(({ name, durationMs }): [string, number] => [name, durationMs]),
  ]
}
