import type { Json } from '../../reports/record/run.ts'
import type { Finding } from '../claims/rule.ts'
import type { NamedService } from './services.ts'

type Seen = {
  property: string
  expected: Json
  /** Undefined is told as null: the attribute is absent. */
  actual: Json | undefined
  ok: boolean
  /** The attribute's path inside the service. */
  path?: readonly string[]
}

/** One thing seen of one service, and where. */
export function findingOf(one: NamedService, { property, expected, actual, ok, path = [] }: Seen): Finding {
  return { subject: one.subject, property, expected, actual: actual ?? null, ok, file: one.at(...path) }
}

/** That a service has none of these; told at the attribute that would hold them. */
export function noneOf(one: NamedService, property: string, actual: string[], attribute?: string): Finding {
  const path = attribute === undefined ? [] : [attribute]
  return findingOf(one, { property, expected: [], actual, ok: actual.length === 0, path })
}
