import { basename, dirname } from 'node:path/posix'
import { entriesOf, itemsOf, nodeAt, textOf } from '../model/node.ts'
import { lenderOf } from '../model/services.ts'
import { composePaths, tagOf, textsOf } from './compose-names.ts'
import type { Files } from './files.ts'
import { join } from './paths.ts'

const forProduction = /(^|[.-])(prod|production|live|release|deploy|server)([.-]|$)/
const notForProduction =
  /(^|[.-])(dev|develop|development|local|test|tests|testing|ci|e2e|debug|override|staging|example|sample|tpl)([.-]|$)/
const samplePlace =
  /(^|\/)([\w-]*tests?|fixtures?|examples?|samples?|e2e|spec|__tests__|testdata|\.devcontainer|dev|development|ci|local|demos?|docs?|sandbox)\//

/** The Compose files of each application that a folder ships: those for production, else the plain one. */
export function composeFiles(files: Files): string[][] {
  const all = composePaths(files).filter((path) => !samplePlace.test(path))
  const usedBy = new Set(all.flatMap((path) => partsOf(files, path).filter((part) => part !== path)))
  const together = togetherIn(files)
  return [...Map.groupBy(all, dirname).values()].flatMap((beside) =>
    choose(files, beside, { usedBy, together }),
  )
}

type Known = { usedBy: ReadonlySet<string>; together: readonly string[][] }

function choose(files: Files, beside: string[], { usedBy, together }: Known): string[][] {
  const plain = beside.find((path) => tagOf(path) === '' && !usedBy.has(path))
  const tagged = beside.filter(
    (path) => tagOf(path) !== '' && !notForProduction.test(tagOf(path)) && !usedBy.has(path),
  )
  const whole = tagged.filter((path) => isWhole(files, path))
  const before = (path: string) => baseOf(path, beside, together)
  const complete = (path: string, above: readonly string[] = []): string[] => {
    const isLaid = !whole.includes(path) || before(path) !== undefined || needsOthers(files, path)
    if (!isLaid) return [path]
    const base = before(path) ?? nearestTag(path, whole) ?? plain
    if (base === undefined || base === path || above.includes(base)) return whole.includes(path) ? [path] : []
    return [...(base === plain ? [base] : complete(base, [...above, path])), path]
  }
  const production = tagged.filter((path) => forProduction.test(tagOf(path)))
  const raised = production.map((path) => complete(path)).filter((chosen) => chosen.length > 0)
  const others = tagged
    .filter((path) => whole.includes(path) || before(path) !== undefined)
    .filter((path) => !production.includes(path) && !raised.flat().includes(path))
    .map((path) => complete(path))
  return [
    ...raised,
    ...(raised.length > 0 || plain === undefined ? [] : [[plain]]),
    ...others.filter((one) => !others.some((other) => isBeginning(one, other))),
  ]
}

/** Whether the files of one application are the first of another's. */
function isBeginning(one: readonly string[], other: readonly string[]): boolean {
  return one.length < other.length && one.every((path, at) => path === other[at])
}

/** The file that a script, a workflow or a comment names just before this one. */
function baseOf(path: string, beside: readonly string[], together: readonly string[][]): string | undefined {
  const order = together.find((one) => one.indexOf(basename(path)) > 0)
  const before = order?.[order.indexOf(basename(path)) - 1]
  return beside.find((one) => basename(one) === before)
}

/** `prod` for `prod.small`. */
function nearestTag(path: string, whole: readonly string[]): string | undefined {
  const fitting = whole.filter(
    (one) => one !== path && new RegExp(`^${tagOf(one).replaceAll('.', '\\.')}[.-]`).test(tagOf(path)),
  )
  return fitting.toSorted((a, b) => tagOf(b).length - tagOf(a).length)[0]
}

/** Names of Compose files that are given together, in order: `-f a -f b`, `COMPOSE_FILE=a:b`. */
function togetherIn(files: Files): string[][] {
  return textsOf(files).flatMap((text) => {
    const flags = [...text.matchAll(/(?:(?:-f|--file)[ =]["']?[\w./-]+\.ya?ml["']?\s+){2,}/g)].map(([run]) =>
      [...`${run}`.matchAll(/[\w./-]+\.ya?ml/g)].map(([one]) => basename(one)),
    )
    const variable = [...text.matchAll(/COMPOSE_FILE["']?\s*[=:]\s*["']?([\w./:-]+\.ya?ml)/g)].map(
      ([, list = '']) => list.split(':').map((one) => basename(one)),
    )
    return [...flags, ...variable].filter((order) => order.length > 1)
  })
}

/** Whether each service of a file could be raised by that file alone. */
function isWhole(files: Files, path: string): boolean {
  const services = [...entriesOf(entriesOf(files.yaml(path).node).get('services')).values()]
  return (
    services.length > 0 &&
    services.every((one) => ['image', 'build', 'extends'].some((key) => entriesOf(one).has(key)))
  )
}

/** Whether its services wait for, or live in the network of, services that another file has. */
function needsOthers(files: Files, path: string): boolean {
  const services = entriesOf(entriesOf(files.yaml(path).node).get('services'))
  const needed = [...services.values()].flatMap((service) => {
    const awaited = entriesOf(service).get('depends_on')
    const host = lenderOf(textOf(nodeAt(service, ['network_mode'])))
    return [
      ...itemsOf(awaited).flatMap((one) => textOf(one) ?? []),
      ...entriesOf(awaited).keys(),
      host ?? [],
    ].flat()
  })
  return needed.some((name) => !services.has(name))
}

/** Files that a Compose file includes, and of which its services extend one. */
function partsOf(files: Files, path: string): string[] {
  const top = entriesOf(files.yaml(path).node)
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
