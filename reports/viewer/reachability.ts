import type { ClaimEntry, Observation, Run } from '../record/run.ts'

/** What one service's way to another is, over all ports that were tried. */
export type Cell = {
  /** Declared and open, neither, open and not declared, declared and not open. */
  state: 'answered' | 'closed' | 'extra' | 'missing'
  /** Ports, or networks where only files were read; each with what was seen. */
  details: string[]
  /** The claim that tells of it. */
  claim: string
}

/** Who reaches whom: rows ask, columns answer. */
export type Reachability = {
  from: string[]
  to: string[]
  cell: (from: string, to: string) => Cell | undefined
}

const way = /^(?<from>[\w-]+) (?:to|→) (?<to>[\w-]+)(?::(?<port>\d+))?$/
const gravity = ['closed', 'answered', 'missing', 'extra'] as const

/** Read from the observations about isolation that are about a pair of services; undefined when there are none. */
export function reachabilityOf({ claims }: Run): Reachability | undefined {
  const own = claims.filter(({ area }) => area === 'isolation')
  // What was tried counts before what was read.
  const tried = cellsOf(own.filter(({ vantage }) => vantage !== 'static'))
  const cells = tried.size > 0 ? tried : cellsOf(own)
  if (cells.size === 0) return undefined
  const pairs = [...cells.keys()].map((key) => key.split('\n'))
  const names = (at: number) => [...new Set(pairs.map((pair) => pair[at] ?? ''))].sort()
  return { from: names(0), to: names(1), cell: (from, to) => cells.get(`${from}\n${to}`) }
}

function cellsOf(claims: readonly ClaimEntry[]): Map<string, Cell> {
  const cells = new Map<string, Cell>()
  for (const { id, observations } of claims)
    for (const one of observations) {
      const { from, to, port } = way.exec(one.subject)?.groups ?? {}
      if (one.role !== 'evidence' || from === undefined || to === undefined) continue
      const key = `${from}\n${to}`
      cells.set(key, worse(cells.get(key), cellOf(id, one, port)))
    }
  return cells
}

function cellOf(claim: string, one: Observation, port: string | undefined): Cell {
  const declared = one.expected === 'answered' || one.expected === 'shared'
  const state = one.ok ? (declared ? 'answered' : 'closed') : declared ? 'missing' : 'extra'
  const seen = typeof one.actual === 'string' ? one.actual : JSON.stringify(one.actual)
  return { state, details: [`${port ?? one.property}: ${seen}`], claim }
}

function worse(a: Cell | undefined, b: Cell): Cell {
  if (a === undefined) return b
  const graver = gravity.indexOf(a.state) >= gravity.indexOf(b.state) ? a : b
  return { ...graver, details: [...a.details, ...b.details] }
}
