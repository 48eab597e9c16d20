import type { Exchange } from '../probes/http.ts'
import { headerValues } from '../probes/http.ts'

const mostHops = 5

type Answered = Extract<Exchange, { outcome: 'answered' }>

/** Where a redirect leads in the end, in words; never off the host that was named. */
export async function hopsFrom(
  first: Answered,
  place: string,
  ask: (path: string) => Promise<Exchange>,
): Promise<string> {
  let [at, answer] = [new URL(place), first]
  const seen = [at.pathname]
  for (let hop = 1; hop <= mostHops; hop += 1) {
    const [location = ''] = headerValues(answer, 'location')
    const next = URL.canParse(location, at.href) ? new URL(location, at.href) : undefined
    if (next === undefined) return `status ${answer.status} with the location "${location}"`
    if (next.origin !== at.origin) return `a redirect to ${next.origin}`
    const path = `${next.pathname}${next.search}`
    if (seen.includes(path)) return `a redirect without end: ${[...seen, path].join(' → ')}`
    seen.push(path)
    const following = await ask(path)
    if (following.outcome === 'failed') return `a redirect to ${path}, which does not answer`
    if (following.status < 300 || following.status > 399)
      return `a redirect to ${path}, status ${following.status}`
    at = next
    answer = following
  }
  return `a redirect without end: ${seen.join(' → ')} → …`
}
