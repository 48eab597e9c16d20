import { type Directive, walkNginx } from '../../harness/folder/nginx.ts'

export type Values = ReadonlyMap<string, readonly string[]>

const most = 50
const deepest = 4
/** What stands in a `map` and is no value. */
const ofMap = /^(hostnames|volatile|include)$/

/** What `set` and `map` may give each variable; what a `map` takes out of its source counts as the source. */
export function valuesOf(directives: readonly Directive[]): Values {
  const found = new Map<string, string[]>()
  const add = (name: string | undefined, value: string) => {
    if (name?.startsWith('$')) found.set(name, [...(found.get(name) ?? []), value].slice(0, most))
  }
  for (const { directive } of walkNginx(directives)) {
    const [first = '', second] = directive.args
    // A number means the last pattern that was tried, wherever that stands.
    if (directive.name === 'set' && !/\$\d/.test(second ?? '')) add(plain(first), plain(second ?? ''))
    if (directive.name === 'map')
      for (const { name, args } of directive.block ?? [])
        if (!ofMap.test(name)) add(plain(second ?? ''), given(name, args[0] ?? '', plain(first)))
  }
  return found
}

/** Every text that this one may become, as far as its variables are known; the others stay as written. */
export function expanded(text: string, values: Values, depth = 0): string[] {
  const written = plain(text)
  const known = /\$\w+/g
  for (const { 0: name, index } of written.matchAll(known)) {
    const instead = depth < deepest ? values.get(name) : undefined
    if (instead === undefined) continue
    return instead
      .slice(0, 1 + most / 5 ** depth)
      .flatMap((one) =>
        expanded(written.slice(0, index) + one + written.slice(index + name.length), values, depth + 1),
      )
  }
  return [written]
}

/** `${name}` is `$name`. */
function plain(text: string): string {
  return text.replace(/\$\{(\w+)\}/g, '$$$1')
}

function given(key: string, written: string, source: string): string {
  const value = plain(written)
  const [, name] = /^\$(\w+)$/.exec(value) ?? []
  const isTaken =
    name !== undefined && key.startsWith('~') && (/^\d$/.test(name) || key.includes(`<${name}>`))
  return isTaken ? source : value
}
