import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { ComposeModel, Mount, Network, Service } from '../model/compose.ts'
import { servicesByRole } from '../model/model.ts'
import type { StackConfig } from '../stack/config.ts'
import { copyWhole } from '../stack/copy-whole.ts'
import { UsageError } from '../stack/failure.ts'
import type { Role } from '../stack/role.ts'
import type { FaultTarget } from './fault.ts'

/** A fault asked for something that this stack does not have: it cannot be made here. */
export class FaultCannotApply extends UsageError {}

/**
 * A copy of the merged model for one fault to change; the model that is given stays as it is.
 * `folder` takes the changed copies of mounted files; without it a fault that patches files cannot apply.
 */
export function createTarget(
  compose: ComposeModel,
  config: StackConfig,
  folder?: string,
  composeFiles: readonly string[] = [],
): FaultTarget {
  // Through text, so that two services never share a part: a fault changes one of them alone.
  const copy: ComposeModel = JSON.parse(JSON.stringify(compose))
  const service = (role: Role): Service => serviceOf(copy, config, role)
  const production = { files: [...composeFiles], subjects: [] as string[] }
  return {
    compose: copy,
    config: structuredClone(config),
    service,
    networksOf: (role) => networksOf(copy, service(role)),
    patch: (role, containerPath, find, replace) => {
      const mount = mountOf(service(role), role, containerPath)
      patchFile(privateCopy(mount, role, folder), mount, { containerPath, find, replace })
    },
    copyOf: (role, containerPath) => {
      const mount = mountOf(service(role), role, containerPath)
      return join(privateCopy(mount, role, folder), relative(mount.target, containerPath))
    },
    production,
    patchCompose: (find, replace, subject) => {
      production.files = production.files.map((file) => patchedCopy(file, folder ?? '', find, replace))
      production.subjects.push(subject)
    },
  }
}

function serviceOf(compose: ComposeModel, config: StackConfig, role: Role): Service {
  const name = servicesByRole(compose, config)[role]?.[0]
  const service = name === undefined ? undefined : compose.services[name]
  if (service !== undefined) return service
  throw new FaultCannotApply(
    `role ${role}: expected a service, found none`,
    'leave out faults that need this role',
  )
}

function networksOf(compose: ComposeModel, service: Service): Record<string, Network> {
  const keys = Object.keys(service.networks ?? {})
  return Object.fromEntries(
    keys.flatMap((key) => (compose.networks[key] ? [[key, compose.networks[key]]] : [])),
  )
}

function mountOf(service: Service, role: Role, containerPath: string): Mount {
  const around = (service.volumes ?? []).filter(
    ({ type, target }) =>
      type === 'bind' && (containerPath === target || containerPath.startsWith(`${target}/`)),
  )
  const nearest = around.toSorted((a, b) => b.target.length - a.target.length)[0]
  if (nearest?.source !== undefined) return nearest
  const targets = (service.volumes ?? []).map(({ target }) => target).join(', ') || 'none'
  throw new FaultCannotApply(
    `${role}: expected a bind mount that holds ${containerPath}, found mounts at ${targets}`,
    'mend the path in the fault',
  )
}

function privateCopy(mount: Mount, role: Role, folder: string | undefined): string {
  const source = mount.source ?? ''
  if (folder === undefined) {
    throw new FaultCannotApply(
      `${role}: expected a folder for changed files, found none`,
      'try it on a raised stack',
    )
  }
  if (source.startsWith(`${folder}/`)) return source
  const copy = join(folder, `${role}${mount.target.replaceAll('/', '-')}`)
  copyWhole(source, copy)
  mount.source = copy
  return copy
}

type Patch = { containerPath: string; find: string | RegExp; replace: string }

function patchFile(copy: string, mount: Mount, { containerPath, find, replace }: Patch): void {
  const path = join(copy, relative(mount.target, containerPath))
  const text = readFileSync(path, 'utf8')
  // A plain text is put in as it stands; a pattern's replacement may refer to its groups.
  const changed =
    typeof find === 'string' ? text.replaceAll(find, () => replace) : text.replace(find, replace)
  if (changed === text) {
    throw new FaultCannotApply(
      `${containerPath}: expected ${String(find)} in it, found no place that changes`,
      'mend the text that the fault looks for',
    )
  }
  writeFileSync(path, changed)
}

function patchedCopy(file: string, folder: string, find: string | RegExp, replace: string): string {
  const text = readFileSync(file, 'utf8')
  const changed =
    typeof find === 'string' ? text.replaceAll(find, () => replace) : text.replace(find, replace)
  if (changed === text) return file
  const copy = join(folder, basename(file))
  writeFileSync(copy, changed)
  return copy
}
