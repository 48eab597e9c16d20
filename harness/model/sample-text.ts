import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StackConfigInput } from '../stack/config.ts'
import { modelOf, type StackModel } from './model.ts'
import { readCompose } from './read.ts'
import { silentConfig } from './silent-config.ts'

/** A model of Compose text, for tables of samples. */
export function readSample(
  text: string,
  more: Partial<Pick<StackConfigInput, 'roles' | 'intent'>> = {},
): StackModel {
  const root = mkdtempSync(join(tmpdir(), 'sample-'))
  try {
    writeFileSync(join(root, 'compose.yaml'), text)
    const { compose, locate, problems } = readCompose({ root, files: ['compose.yaml'] })
    if (problems.length > 0) throw new TypeError(`sample: ${JSON.stringify(problems)}`)
    return modelOf(compose, silentConfig(more), locate)
  } finally {
    rmSync(root, { recursive: true })
  }
}
