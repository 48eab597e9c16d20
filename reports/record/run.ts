/** The types of `run.json`; their law is `run.schema.json` beside this file. */

export type Severity = 'critical' | 'high' | 'medium' | 'low'
export type Vantage = 'static' | 'ephemeral' | 'live' | 'host'
export type Verdict = 'pass' | 'fail' | 'error' | 'not-evaluated' | 'waived'
export type ExitCode = 0 | 1 | 2 | 3 | 130
export type Profile = 'gate' | 'smoke' | 'audit' | 'perf' | 'faults' | 'inspect'
export type FaultOutcome = 'killed' | 'survived' | 'timeout' | 'error' | 'equivalent'

/** What JSON can carry: `expected` and `actual` are stored as they were compared. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** A raw fact. `evidence` is ok when it is as promised; `control` when the probe saw the opposite. */
export type Observation = {
  /** ISO 8601. */
  at?: string
  role: 'evidence' | 'control'
  /** Where it was observed, e.g. `inside api`, `client 10.200.3.201`, `compose/docker-compose.prod.yml`. */
  from: string
  subject: string
  property: string
  expected: Json
  actual: Json
  ok: boolean
  /** Static only: `file:line`. */
  file?: string
}

export type Attachment = { name: string; path: string; sha256: string; mediaType?: string }

/** Accepts one claim on one subject until a day (`YYYY-MM-DD`); the verdict beneath is kept. */
export type Waiver = { subject: string; justification: string; expires: string }

/** One entry per claim id and vantage. */
export type ClaimEntry = {
  id: string
  title: string
  area: string
  severity: Severity
  vantage: Vantage
  verdict: Verdict
  reason?: string
  remedy?: string
  /** `file:line` of the claim. */
  source?: string
  durationMs: number
  observations: Observation[]
  attachments?: Attachment[]
  waiver?: Waiver
  criteria?: string[]
  underlying?: 'fail' | 'error' | 'not-evaluated'
  /** Static only: nodes looked at. */
  examined?: number
}

export type FaultEntry = {
  id: string
  title: string
  claims: string[]
  outcome: FaultOutcome
  by?: string[]
  durationMs: number
  kind?: 'named' | 'generated'
  reason?: string
  /** Claims that the fault does not name and that changed their verdict. */
  disturbed?: string[]
}

export type FidelityEntry = { subject: string; path: string; declared: Json; ran: Json; why: string }

export type Measure = {
  name: string
  unit: string
  value: number
  budget?: number
  baseline?: number
  ratio?: number
  confidence?: [number, number]
  verdict?: 'pass' | 'fail' | 'inconclusive'
  claim?: string
  samples?: number
}

export type Environment = {
  /** Version, `none` where inspect runs without it. */
  engine: string
  compose: string
  kernel: string
  cgroup: 'v1' | 'v2' | 'none'
  cpus: number
  memoryBytes?: number
}

export type Totals = {
  pass: number
  fail: number
  error: number
  notEvaluated: number
  waived: number
  /** Entries that the profile should have evaluated. */
  expected: number
  /** killed / (all - equivalent), 0 to 1. */
  detection?: number
}

export type Phase = { name: string; durationMs: number }

export type Run = {
  schema: 'stackproof/run@1'
  run: {
    id: string
    profile: Profile
    startedAt: string
    finishedAt: string
    tool: { version: string; commit?: string }
    exitCode: ExitCode
    phases?: Phase[]
    environment: Environment
    reproduce?: string
  }
  target: { name: string; kind: 'ephemeral' | 'live' | 'files'; url?: string; composeFiles?: string[] }
  fidelity: FidelityEntry[]
  claims: ClaimEntry[]
  faults?: FaultEntry[]
  measures?: Measure[]
  totals: Totals
}
