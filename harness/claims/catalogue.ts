import type { Severity, Vantage } from '../../reports/record/run.ts'
import type { ConfigPart } from '../stack/config-parts.ts'
import type { Role } from '../stack/role.ts'

/** A claim as its area's `catalogue.ts` states it: plain data, read without starting a runner. */
export type ClaimSpec = {
  /** One present-tense sentence of 5 to 12 words that an operator could sign. */
  title: string
  severity: Severity
  /** Outside demands, e.g. `hipaa:164.312(a)(1)`, `cis-docker:5.10`, `plan:3.4`. */
  criteria: readonly string[]
  /** The one next step when it is red. */
  remedy: string
  vantages: readonly Vantage[]
  /** Roles without which the claim is not expected, the one that it looks at first; empty: it looks at all. */
  roles: readonly Role[]
  /** Parts of the config without which it is not expected either. */
  needs?: readonly ConfigPart[]
  /**
   * `folder`: its rule reads all that a folder ships, for `inspect` alone. `config`: it holds a stack to what its
   * config and its plan ask, which a folder does not tell: `inspect` leaves it out. Absent: both can try it.
   */
  of?: 'folder' | 'config'
  /** True when it is seen in a browser: `gate` does without one, `smoke` and `faults` try it. */
  browser?: true
  /** True when trying it stops or changes something: it runs alone on a stack that nobody reads. */
  changes?: true
  /**
   * True when trying it takes long: after a fault that does not name it, it is tried in the long run only, and of those
   * that change something it is tried first.
   */
  slow?: true
}

/** An area and its claims; the key is the id, `AAA-00`. */
export type Catalogue<Id extends string = string> = {
  area: string
  claims: { readonly [K in Id]: ClaimSpec }
  /** Parts of the config that each of its claims needs, beside its own. */
  needs?: readonly ConfigPart[]
}

/** Types an area's claims; the ids become types through `keyof`. */
export function defineCatalogue<const C extends Record<string, ClaimSpec>>(
  area: string,
  claims: C,
  needs: readonly ConfigPart[] = [],
): { area: string; claims: C; needs: readonly ConfigPart[] } {
  return { area, claims, needs }
}

/** The same of a part of an area's claims. */
export function defineClaims<const C extends Record<string, ClaimSpec>>(claims: C): C {
  return claims
}
