import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import schema from './run.schema.json' with { type: 'json' }
import type { Run } from './run.ts'

/** A value checked against `run.schema.json`; a problem reads `/claims/0: must have required property 'reason'`. */
export type CheckedRun = { kind: 'run'; run: Run } | { kind: 'invalid'; problems: string[] }

let compiled: ValidateFunction<Run> | undefined

/** Checks what was read from a `run.json`, or is about to be written to one. The first call compiles the schema. */
export function checkRun(value: unknown): CheckedRun {
  compiled ??= compile()
  if (compiled(value)) return { kind: 'run', run: value }
  const problems = (compiled.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath || '/'}: ${message}`,
  )
  return { kind: 'invalid', problems }
}

function compile(): ValidateFunction<Run> {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  formats.default(ajv)
  return ajv.compile<Run>(schema)
}
