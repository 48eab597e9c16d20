import type { FidelityEntry, Json } from '../../reports/record/run.ts'
import type { ComposeModel } from '../model/compose.ts'
import type { StackConfig } from './config.ts'
import { type Difference, differences } from './differences.ts'
import type { Handle } from './handle.ts'
import { type Ran, ranOtherwise } from './ran-otherwise.ts'

export type FidelityInput = {
  config: StackConfig
  /** Merged with the env file and what the config sets: what production declares. */
  declared: ComposeModel
  /** Merged with the run's variables: what was asked for. */
  applied: ComposeModel
  /** What the engine made of it. */
  ran: readonly Ran[]
  /** Where the run answers. */
  published: Handle['published']
  /** Image reference to the official one that it stands in for. */
  standIns: Record<string, string>
}

/** All differences, and those of them that nobody declared: each of these is an error of the run. */
export type Fidelity = { entries: FidelityEntry[]; undeclared: FidelityEntry[] }

const nobody = 'nobody declared this difference'

/** Every difference between what production declares and what ran, computed from merged model against inspect. */
export function fidelity(input: FidelityInput): Fidelity {
  const asked = differences(withoutExtensions(input.declared), withoutExtensions(input.applied)).map((one) =>
    entryOf(one, reasonFor(one, input)),
  )
  const entries = [...asked, ...ranOtherwise(input.applied, input.ran, nobody)]
  return { entries, undeclared: entries.filter((entry) => entry.why === nobody) }
}

// Compose prints `x-` fields too: what they hold counts where it is used.
function withoutExtensions(model: ComposeModel): Record<string, unknown> {
  return Object.fromEntries(Object.entries(model).filter(([key]) => !key.startsWith('x-')))
}

function entryOf({ path, left, right }: Difference, why: string): FidelityEntry {
  const [kind = '', name = ''] = path
  const subject = kind === 'services' ? name : `${kind} ${name}`.trim()
  return { subject, path: path.slice(2).join('.') || kind, declared: left, ran: right, why }
}

function reasonFor(
  { path, left, right }: Difference,
  { standIns, config, published }: FidelityInput,
): string {
  const [kind, , field, key = ''] = path
  if (path.join('.') === 'name' || (kind !== 'services' && field === 'name'))
    return 'a project of its own per run'
  if (isFreed(path)) return 'what the machine has but once, so that runs do not meet'
  if (kind !== 'services') return nobody
  if (field === 'image' || (field === 'build' && key === 'args')) return imageReason(String(right), standIns)
  if (field === 'ports') return 'a free port of this machine, so that runs do not meet'
  if (field === 'healthcheck' && key === 'interval')
    return 'health is asked more often, so that waiting is short'
  if (field === 'environment' && key === config.variables.signaturesInterval)
    return 'signatures are fetched more often, so that waiting is short'
  if (field === 'environment' && isOutsideService(key, config))
    return 'an outside service is played by the harness'
  if (Object.values(published).some((value) => tells(right, value) && !tells(left, value)))
    return 'where this run answers'
  return nobody
}

function tells(written: Json, value: string | number): boolean {
  return JSON.stringify(written).includes(String(value))
}

/** As freed.ts and own-folders.ts do it; an alias is the name that a container has no more. */
function isFreed([kind = '', , field = '', ...more]: string[]): boolean {
  if (kind !== 'services') return ['external', 'ipam', 'driver', 'driver_opts'].includes(field)
  return (
    ['container_name', 'volumes', 'network_mode', 'pid', 'ipc'].includes(field) ||
    (field === 'build' && /^(tags|cache_to)$/.test(more[0] ?? '')) ||
    (field === 'networks' && /^$|aliases|_address$/.test(more[1] ?? ''))
  )
}

function imageReason(reference: string, standIns: Record<string, string>): string {
  const official = standIns[reference]
  return official === undefined ? 'built from the sources beside it' : `stands in for ${official}`
}

function isOutsideService(name: string, { variables }: StackConfig): boolean {
  return [variables.mailHost, variables.mailPort, variables.signaturesUrl].includes(name)
}
