import type { Directive } from '../../harness/folder/nginx.ts'

/** Takes whatever stands there, a host too. */
const anything = /^(\.[*+]\??|\[\^\/\][*+]|\\S[*+])$/

/** Where a directive sends the browser; undefined where that is on this host, or nowhere. */
export function redirectOf({ name, args }: Directive): string | undefined {
  const [first = '', second = '', flag = ''] = args
  const target = name === 'return' && !/^30[12378]$/.test(first) ? first : second
  const isSent = name === 'return' ? second === '' || target === second : /^(redirect|permanent)$/.test(flag)
  const isElsewhere = /^[^/]*\/\//.test(target) || (isSent && target.startsWith('$'))
  return /^(return|rewrite)$/.test(name) && isElsewhere ? target : undefined
}

/** Whether the request says which host that is. */
export function isChosen(target: string, directive: Directive, above: readonly Directive[]): boolean {
  if (/^\$(arg_|cookie_)/.test(target)) return true
  const host = /^[^/]*\/\/\$(.*)$/s.exec(target)?.[1]
  if (host === undefined) return false
  if (/^(arg_|cookie_|http_(?!host))/.test(host)) return true
  const name = /^(\w+)($|[/:?$])/.exec(host)?.[1]
  return name !== undefined && anything.test(patternsAround(directive, above).get(name) ?? '')
}

/** What the groups of the nearest pattern for the address take, by name and by number. */
function patternsAround({ name, args }: Directive, above: readonly Directive[]): Map<string, string> {
  if (name === 'rewrite') return groupsOf(args[0] ?? '')
  for (const { name: block, args: words } of above.toReversed()) {
    if (block === 'location' && /^~\*?$/.test(words[0] ?? '')) return groupsOf(words[1] ?? '')
    const tests = words.findIndex((word) => /^~\*?$/.test(word))
    if (block !== 'if' || tests < 0) continue
    const isAddress = /^\(?\$(request_uri|uri|document_uri|args|query_string|arg_\w+)$/.test(words[0] ?? '')
    return isAddress ? groupsOf((words[tests + 1] ?? '').replace(/\)$/, '')) : new Map()
  }
  return new Map()
}

/** Groups that hold no other group. */
function groupsOf(pattern: string): Map<string, string> {
  const found = new Map<string, string>()
  let number = 0
  let [open, start]: [string[], number] = [[], 0]
  for (const { 0: piece, index } of pattern.matchAll(/\\[\s\S]|\((\?P?<\w+>|\?'\w+'|\?)?|\)/g)) {
    if (piece.startsWith('(')) {
      const isCounted = piece !== '(?'
      if (isCounted) number += 1
      const name = /\w+(?=[>'])/.exec(piece)?.[0]
      open = isCounted ? [String(number), ...(name === undefined ? [] : [name])] : []
      start = index + piece.length
    } else if (piece === ')') {
      for (const name of open) found.set(name, pattern.slice(start, index))
      open = []
    }
  }
  return found
}
