import { basename, dirname } from 'node:path/posix'
import { modelOf, type StackModel } from '../model/model.ts'
import type { Problem } from '../model/node.ts'
import { entriesOf, itemsOf, nodeAt, textOf } from '../model/node.ts'
import { parseYaml } from '../model/parse.ts'
import { readCompose, type StaticRead } from '../model/read.ts'
import { silentConfig } from '../model/silent-config.ts'
import type { Files } from './files.ts'
import { inferRoles } from './infer-roles.ts'

/** One Compose application of a folder, as production would raise it. */
export type Application = {
  /** Relative to the root, merged in this order. */
  files: string[]
  /** Where its paths start, relative to the root. */
  directory: string
  model: StackModel
  unknown: StaticRead['unknown']
  problems: Problem[]
}

const named = /^(?:docker-)?compose(?:[.-](?<tag>[\w.-]+?))?\.ya?ml$/
const forProduction = /(^|[.-])(prod|production|live|release|deploy|server)([.-]|$)/
const notForProduction =
  /(^|[.-])(dev|develop|development|local|test|tests|testing|ci|e2e|debug|override|staging|example|sample|tpl)([.-]|$)/
const samplePlace = /(^|\/)(tests?|fixtures?|examples?|samples?|e2e|spec|__tests__|testdata|\.devcontainer)\//

/** Where the root of a folder stands for the reader of Compose files: they are read by `files` alone. */
export const root = '/folder'

/** The applications that a folder ships: per folder of Compose files those for production, else the plain one. */
export function applicationsOf(files: Files): Application[] {
  const all = files.list
    .map(({ path }) => path)
    .filter((path) => named.test(basename(path)) && !samplePlace.test(`${path}`))
  const usedBy = new Set(all.flatMap((path) => partsOf(files, path)))
  return [...Map.groupBy(all, dirname).values()]
    .flatMap((together) => choose(files, together, usedBy))
    .map((chosen) => readApplication(files, chosen))
}

function choose(files: Files, paths: string[], usedBy: ReadonlySet<string>): string[][] {
  const tagOf = (path: string) => named.exec(basename(path))?.groups?.tag ?? ''
  const base = paths.find((path) => tagOf(path) === '')
  const tagged = paths.filter(
    (path) => tagOf(path) !== '' && !notForProduction.test(tagOf(path)) && !usedBy.has(path),
  )
  const production = tagged.filter((path) => forProduction.test(tagOf(path)))
  const others = tagged.filter((path) => !production.includes(path) && isWhole(files, path))
  const main = production.map((path) => (base === undefined || isWhole(files, path) ? [path] : [base, path]))
  const plain = main.length > 0 || base === undefined || usedBy.has(base) ? [] : [[base]]
  return [...main, ...plain, ...others.map((path) => [path])]
}

/** Whether each service of a file could be raised by that file alone. */
function isWhole(files: Files, path: string): boolean {
  const { node } = parseYaml(files.text(path) ?? '', path)
  const services = [...entriesOf(entriesOf(node).get('services')).values()]
  return (
    services.length > 0 &&
    services.every((one) => ['image', 'build', 'extends'].some((key) => entriesOf(one).has(key)))
  )
}

/** Files that a Compose file includes, and of which its services extend one. */
function partsOf(files: Files, path: string): string[] {
  const top = entriesOf(parseYaml(files.text(path) ?? '', path).node)
  const services = [...entriesOf(top.get('services')).values()]
  const extended = services.map((one) => nodeAt(one, ['extends', 'file']))
  const included = itemsOf(top.get('include')).flatMap((one) => [
    one,
    nodeAt(one, ['path']),
    ...itemsOf(nodeAt(one, ['path'])),
  ])
  return [...extended, ...included].flatMap((one) => {
    const part = textOf(one)
    return part === undefined ? [] : [join(dirname(path), part)]
  })
}

function readApplication(files: Files, chosen: string[]): Application {
  const directory = dirname(chosen[0] ?? '.')
  const envFiles = files.list
    .map(({ path }) => path)
    .filter((path) => dirname(path) === directory && /^\.env(\.[\w.-]+)?$/.test(basename(path)))
    .toSorted((a, b) => Number(a.endsWith('.env')) - Number(b.endsWith('.env')))
  const read = readCompose({ root, files: chosen, envFiles, text: files.text })
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
    problems: read.problems,
  }
}

function nameOf(directory: string): string {
  const plain = basename(directory)
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '')
  return /^[a-z]/.test(plain) ? plain : 'folder'
}

/** A path below the root; undefined when it leaves it. */
export function join(directory: string, path: string): string {
  const parts: string[] = []
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
