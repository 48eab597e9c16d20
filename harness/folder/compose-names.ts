import { basename } from 'node:path/posix'
import { entriesOf, type Node, textOf } from '../model/node.ts'
import type { Files } from './files.ts'

const named = /^(?:docker-)?compose(?:[.-](?<tag>[\w.-]+?))?\.ya?ml$/
/** Where each environment has a file of its own, some call it by nothing else. */
const byEnvironment =
  /^(?:docker[.-][\w.-]+|(?:[\w-]+[.-])?(?:production|prod|swarm|stack)(?:[.-][\w-]+)?)\.ya?ml$/
/** Files of other tools, which have services of their own. */
const otherTools = /(^|\/)(charts?|helm|k8s|kubernetes|ansible|\.[\w-]+)\//
const given = /(?:\s(?:-f|--file|-c|--compose-file)[ =]|COMPOSE_FILE["']?\s{0,9}[=:]\s{0,9})["']?([\w./:-]+)/g
const calls = /docker[- ]compose|docker stack deploy|podman[- ]compose|COMPOSE_FILE/

/** Every Compose file of a folder, for production or not: by its name, or by who hands it to Compose. */
export function composePaths(files: Files): string[] {
  const known = paths.get(files) ?? readPaths(files)
  paths.set(files, known)
  return known
}

/** It takes a look at every text, and many rules ask. */
const paths = new WeakMap<Files, string[]>()

function readPaths(files: Files): string[] {
  const orders = textsOf(files).flatMap(handedOver)
  const first = new Set(orders.map(([one]) => one))
  const handed = new Set(orders.flat())
  return files.list
    .map(({ path }) => path)
    .filter((path) => {
      const name = basename(path)
      if (named.test(name)) return true
      if (!/\.ya?ml$/.test(name) || otherTools.test(path)) return false
      // What is only laid over another is no application of its own, unless it is for production.
      const isKnown = first.has(name) || byEnvironment.test(name)
      return isKnown && (areServices(files, path) || (handed.has(name) && byEnvironment.test(name)))
    })
}

/** What tells a Compose file from the others beside it: `prod` of `compose.prod.yml` and of `prod.yml`. */
export function tagOf(path: string): string {
  const plain = named.exec(basename(path))
  return plain
    ? (plain.groups?.tag ?? '')
    : basename(path)
        .replace(/^docker[.-]/, '')
        .replace(/\.ya?ml$/, '')
}

/** Texts that may call Compose: scripts, guides, workflows, settings; a command that goes over lines is one line. */
export function textsOf(files: Files): string[] {
  return files.list.flatMap(({ path }) =>
    /\.(sh|bash|ya?ml|md|rst|mk|env|json|toml)$|(^|\/)([\w.-]*env[\w.-]*|Makefile|justfile|crontab)$/i.test(
      path,
    )
      ? [(files.text(path) ?? '').replaceAll('\\\n', ' ')]
      : [],
  )
}

/** Names of the files that each command hands to Compose, in order. */
function handedOver(text: string): string[][] {
  return text
    .split(/[\n;&|]/)
    .filter((line) => calls.test(line))
    .map((line) => [...line.matchAll(given)].flatMap(([, list = '']) => list.split(':')))
    .map((paths) => paths.map((path) => basename(path)))
}

/** Whether a file has services at its top, and each could be raised. */
function areServices(files: Files, path: string): boolean {
  const services = [...entriesOf(entriesOf(files.yaml(path).node).get('services')).values()]
  return services.length > 0 && services.every(isRaised)
}

function isRaised(service: Node): boolean {
  const entries = entriesOf(service)
  return textOf(entries.get('image')) !== undefined || entries.has('build') || entries.has('extends')
}
