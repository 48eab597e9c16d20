import type { ClaimEntry, Run } from '../record/run.ts'

/** Anchors of the page: a claim at its vantage. */
export function anchorOf({ id, vantage }: Pick<ClaimEntry, 'id' | 'vantage'>): string {
  return `${id}-${vantage}`
}

/** What a link's fragment means: an anchor, or an id alone, which is the first claim of that id that is not green. */
export function linked({ claims }: Run, fragment: string): ClaimEntry | undefined {
  const wanted = decoded(fragment.replace(/^#/, '')).toLowerCase()
  const own = claims.filter(
    (one) => anchorOf(one).toLowerCase() === wanted || one.id.toLowerCase() === wanted,
  )
  return own.find(({ verdict }) => verdict !== 'pass') ?? own[0]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The claims in which each word of a query stands somewhere: in id, title, area, verdict, criteria or what was seen. */
export function searchIn(claims: readonly ClaimEntry[]): (query: string) => ClaimEntry[] {
  // Made at the first search: fifty thousand observations take a while to be told.
  let texts: string[] | undefined
  return (query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean)
    if (words.length === 0) return [...claims]
    texts ??= claims.map(textOf)
    return claims.filter((_, at) => words.every((word) => texts?.[at]?.includes(word)))
  }
}

function textOf(entry: ClaimEntry): string {
  const { id, title, area, verdict, severity, vantage, criteria = [], reason = '', remedy = '' } = entry
  const seen = entry.observations.map(
    ({ from, subject, property, actual, file = '' }) =>
      `${from} ${subject} ${property} ${JSON.stringify(actual)} ${file}`,
  )
  return [id, title, area, verdict, severity, vantage, ...criteria, reason, remedy, ...seen]
    .join(' ')
    .toLowerCase()
}
