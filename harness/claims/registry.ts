import type { ConfigPart } from '../stack/config-parts.ts'
import type { Catalogue, ClaimSpec } from './catalogue.ts'

/** `needs`: of its area and its own. */
export type RegisteredClaim = { id: string; area: string; spec: ClaimSpec; needs: readonly ConfigPart[] }

/** Every claim of the catalogues by its id. */
export type Registry = ReadonlyMap<string, RegisteredClaim>

/** The law of run.schema.json. */
export const claimId = /^[A-Z]{3,4}-[0-9]{2,3}$/
/** The judge's own findings about the run carry this prefix (run-entries.ts). */
const reservedPrefix = 'RUN-'
const criterion = /^[a-z][a-z0-9-]*:\S/

/** Checks the catalogues and gives their claims by id. Throws one error that lists every problem. */
export function registerClaims(catalogues: readonly Catalogue[]): Registry {
  const claims = catalogues.flatMap(({ area, claims, needs = [] }) =>
    Object.entries(claims).map(([id, spec]) => ({
      id,
      area,
      spec,
      needs: [...needs, ...(spec.needs ?? [])],
    })),
  )
  const problems = [...claims.flatMap(problemsOf), ...repeated(claims), ...repeatedAreas(catalogues)]
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return new Map(claims.map((claim) => [claim.id, claim]))
}

function problemsOf({ id, spec }: RegisteredClaim): string[] {
  const words = spec.title.trim().split(/\s+/).length
  const rules: [boolean, string][] = [
    [claimId.test(id), 'an id like AAA-00, found another shape'],
    [!id.startsWith(reservedPrefix), `a prefix other than ${reservedPrefix}, found the judge's own`],
    [words >= 5 && words <= 12, `a sentence of 5 to 12 words, found ${words}`],
    [!/[.!?]\s*$/.test(spec.title), 'a sentence without an end mark, found one'],
    [!/\bshould\b/i.test(spec.title), 'the present tense, found "should"'],
    [spec.remedy.trim() !== '', 'a remedy, found none'],
    [spec.vantages.length > 0, 'a vantage, found none'],
    [spec.criteria.length > 0, 'a criterion, found none'],
    ...spec.criteria.map((text): [boolean, string] => [
      criterion.test(text),
      `source:reference, found "${text}"`,
    ]),
  ]
  return rules.filter(([kept]) => !kept).map(([, problem]) => `claim ${id}: expected ${problem}`)
}

function repeated(claims: readonly RegisteredClaim[]): string[] {
  return [...Map.groupBy(claims, ({ id }) => id)]
    .filter(([, same]) => same.length > 1)
    .map(
      ([id, same]) =>
        `claim ${id}: expected in one area, found in ${same.map(({ area }) => area).join(', ')}`,
    )
}

function repeatedAreas(catalogues: readonly Catalogue[]): string[] {
  return [...Map.groupBy(catalogues, ({ area }) => area)]
    .filter(([, same]) => same.length > 1)
    .map(([area, same]) => `area ${area}: expected one catalogue, found ${same.length}`)
}
