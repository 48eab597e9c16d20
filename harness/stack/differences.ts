import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../../reports/record/run.ts'

/** A leaf at which two values differ; `null` stands for absent. */
export type Difference = { path: string[]; left: Json; right: Json }

/** Every leaf that differs between two JSON values; lists are compared as a whole. */
export function differences(left: unknown, right: unknown, path: string[] = []): Difference[] {
  if (isDeepStrictEqual(left, right)) return []
  if (!isRecord(left) || !isRecord(right)) return [{ path, left: asJson(left), right: asJson(right) }]
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return keys.flatMap((key) => differences(left[key], right[key], [...path, key]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asJson(value: unknown): Json {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}
