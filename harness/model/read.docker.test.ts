import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command } from '../stack/command.ts'
import type { Plain } from './node.ts'
import { readCompose } from './read.ts'

const root = join(import.meta.dirname, 'samples')

test.for([[['compose.yaml']], [['compose.yaml', 'override.yaml']]])(
  '%j reads as Compose reads it',
  async ([files = []]) => {
    const ours = readCompose({ root, files, envFiles: ['settings.env'] })
    const theirs = await composeReads(files)
    expect(ours.problems).toEqual([])
    expect(Object.keys(ours.compose.services).toSorted()).toEqual(Object.keys(theirs.services).toSorted())
    for (const [name, service] of Object.entries(theirs.services)) {
      expect(essence(ours.compose.services[name]), name).toEqual(essence(service))
    }
    expect(essence(ours.compose.networks)).toEqual(essence(theirs.networks))
    expect(essence(ours.compose.secrets)).toEqual(essence(theirs.secrets))
    expect(essence(ours.compose.volumes)).toEqual(essence(theirs.volumes))
  },
)

type Whole = { services: Record<string, Plain>; networks: Plain; secrets: Plain; volumes: Plain }

async function composeReads(files: readonly string[]): Promise<Whole> {
  const named = files.flatMap((file) => ['--file', file])
  const argv = [
    'docker',
    'compose',
    '--env-file',
    'settings.env',
    '--profile',
    '*',
    ...named,
    'config',
    '--format',
    'json',
  ]
  return JSON.parse(await command(argv, { cwd: root, deadline: 30 }))
}

// Compose prints some empty things that say nothing; a null environment entry says "passed on" and stays.
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence)
  if (typeof value !== 'object' || value === null) return value
  const told = Object.entries(value).filter(([key, child]) => !saysNothing(key, child))
  return Object.fromEntries(told.map(([key, child]) => [key, essence(child)]))
}

function saysNothing(key: string, child: unknown): boolean {
  if (child === false) return true
  if (child === null) return key === 'command' || key === 'entrypoint'
  return (key === 'ipam' || key === 'placement') && Object.keys(child ?? {}).length === 0
}
