import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../../reports/record/run.ts'

/**
 * What `expected` may be besides a plain value is an object with exactly one of these keys: `oneOf` (list),
 * `atMost`, `atLeast` (number), `between` (two numbers, both included), `includes` (part of a text, member of
 * a list), `matches` (regular expression; on what is no text, over its JSON).
 */
type Compare = (wanted: Json, actual: Json) => boolean

const comparators: Record<string, Compare> = {
  oneOf: (wanted, actual) => list('oneOf', wanted).some((one) => isDeepStrictEqual(one, actual)),
  atMost: (wanted, actual) => number('atMost', wanted) >= numberOr(actual, Number.POSITIVE_INFINITY),
  atLeast: (wanted, actual) => number('atLeast', wanted) <= numberOr(actual, Number.NEGATIVE_INFINITY),
  between: (wanted, actual) => {
    const [low, high] = list('between', wanted).map((bound) => number('between', bound))
    if (low === undefined || high === undefined)
      throw new TypeError('between: expected two numbers, found fewer')
    return typeof actual === 'number' && actual >= low && actual <= high
  },
  includes: (wanted, actual) => includes(wanted, actual),
  not: (wanted, actual) => !isDeepStrictEqual(wanted, actual),
  matches: (wanted, actual) => {
    if (typeof wanted !== 'string') throw new TypeError('matches: expected a regular expression as text')
    return new RegExp(wanted).test(typeof actual === 'string' ? actual : JSON.stringify(actual))
  },
}

/** Deep equality of JSON, or what a comparator says. Throws on a comparator whose own value makes no sense. */
export function satisfies(expected: Json, actual: Json): boolean {
  const comparator = comparatorOf(expected)
  if (comparator) return comparator.compare(comparator.wanted, actual)
  return isDeepStrictEqual(expected, actual)
}

function comparatorOf(expected: Json): { compare: Compare; wanted: Json } | undefined {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return undefined
  const [entry, ...others] = Object.entries(expected)
  if (entry === undefined || others.length > 0 || !Object.hasOwn(comparators, entry[0])) return undefined
  const compare = comparators[entry[0]]
  return compare && { compare, wanted: entry[1] }
}

function includes(wanted: Json, actual: Json): boolean {
  if (Array.isArray(actual)) return actual.some((one) => isDeepStrictEqual(one, wanted))
  return typeof actual === 'string' && typeof wanted === 'string' && actual.includes(wanted)
}

function list(name: string, value: Json): Json[] {
  if (!Array.isArray(value)) throw new TypeError(`${name}: expected a list, found ${JSON.stringify(value)}`)
  return value
}

function number(name: string, value: Json): number {
  if (typeof value !== 'number')
    throw new TypeError(`${name}: expected a number, found ${JSON.stringify(value)}`)
  return value
}

function numberOr(value: Json, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
