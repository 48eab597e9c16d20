import { basename, dirname } from 'node:path/posix'
import { modelOf, type StackModel } from '../model/model.ts'
import { entriesOf, type Problem } from '../model/node.ts'
import { readCompose, type StaticRead } from '../model/read.ts'
import { silentConfig } from '../model/silent-config.ts'
import { composeFiles } from './choose-files.ts'
import type { Files } from './files.ts'
import { inferRoles } from './infer-roles.ts'
import { root } from './paths.ts'

/** One Compose application of a folder, as production would raise it. */
export type Application = {
  /** Relative to the root, merged in this order. */
  files: string[]
  /** Where its paths start, relative to the root. */
  directory: string
  model: StackModel
  /** Variables without a default: no env file is read, for what lies beside the folder is not what production has. */
  unknown: StaticRead['unknown']
  problems: Problem[]
}

export function applicationsOf(files: Files): Application[] {
  return composeFiles(files).map((chosen) => readApplication(files, chosen))
}

function readApplication(files: Files, chosen: string[]): Application {
  const directory = dirname(chosen[0] ?? '.')
  const read = readCompose({
    root,
    files: chosen,
    text: files.text,
    yaml: (_, path) => files.yaml(path),
  })
  const config = silentConfig({
    name: nameOf(directory),
    compose: { files: chosen, envFile: '.env' },
    roles: inferRoles(read.compose),
  })
  return {
    files: chosen,
    directory,
    model: modelOf(read.compose, config, read.locate),
    unknown: read.unknown,
    problems: [...read.problems, ...chosen.flatMap((path) => withoutServices(files, path))],
  }
}

/** What is no Compose file says nothing, and that is not the same as being well. */
function withoutServices(files: Files, path: string): Problem[] {
  const { node } = files.yaml(path)
  const services = entriesOf(node).get('services')
  const isFine = node.value instanceof Map && (services === undefined || services.value instanceof Map)
  return isFine
    ? []
    : [{ file: path, line: 1, message: 'services: expected a mapping, found something else' }]
}

function nameOf(directory: string): string {
  const plain = basename(directory)
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '')
  return /^[a-z]/.test(plain) ? plain : 'folder'
}
