import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type ConfiguredWaiver, waiverList } from '../harness/stack/config.ts'
import { UsageError } from '../harness/stack/failure.ts'
import { checkAs } from '../harness/stack/load-config.ts'
import type { Arguments } from './arguments.ts'
import { calledPath } from './open-call.ts'

/** What `--waivers FILE` accepts: a list in YAML or JSON, each entry as `waivers` of a config has them. */
export function waiversOf({ own }: Pick<Arguments, 'own'>): ConfiguredWaiver[] {
  if (typeof own.waivers !== 'string') return []
  const file = calledPath(own.waivers)
  return checkAs(waiverList, readList(file), { file, what: 'a list of waivers' })
}

function readList(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(
      `--waivers: expected a list in YAML, found: ${why}`,
      'name a file of entries with claim, subject, justification and expires',
    )
  }
}
