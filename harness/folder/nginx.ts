/** One directive of an Nginx configuration; `block` holds what stands between its braces. */
export type Directive = { name: string; args: string[]; at: string; block?: Directive[] }

type Token = { text: string; line: number; quoted: boolean }

const mostTokens = 100_000
/** Blocks of another language: their braces are not ours. */
const otherLanguage = /_by_lua_block$/

/** Reads a configuration as far as it can be read; what does not close, closes at the end. */
export function parseNginx(text: string, file: string): Directive[] {
  const tokens = tokensOf(text)
  let next = 0
  const readBlock = (depth: number): Directive[] => {
    const found: Directive[] = []
    let words: Token[] = []
    while (next < tokens.length) {
      const token = tokens[next++]
      if (token === undefined) break
      const bare = token.quoted ? '' : token.text
      if (bare === '}') return found
      if (bare !== ';' && bare !== '{') words.push(token)
      else {
        const [name, ...args] = words
        const block = bare === '{' && depth < 64 ? readBlock(depth + 1) : undefined
        if (name !== undefined)
          found.push({
            name: name.text,
            args: args.map((one) => one.text),
            at: `${file}:${name.line}`,
            ...(block && { block }),
          })
        words = []
      }
    }
    return found
  }
  const all: Directive[] = []
  while (next < tokens.length) all.push(...readBlock(0))
  return all
}

/** Every directive with the blocks around it, the nearest last. */
export function* walkNginx(
  directives: readonly Directive[],
  above: readonly Directive[] = [],
): Generator<{ directive: Directive; above: readonly Directive[] }> {
  for (const directive of directives) {
    yield { directive, above }
    if (directive.block) yield* walkNginx(directive.block, [...above, directive])
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  let skipFrom: number | undefined
  const pattern =
    /\n|[ \t\r]+|#[^\n]*|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[{};]|(?:\$\{\w+\}|\\[\s\S]|[^\s{};"'\\]|(?<=\S)["'])+|./g
  for (const { 0: piece, index } of text.matchAll(pattern)) {
    if (tokens.length > mostTokens) break
    if (skipFrom !== undefined && index < skipFrom) {
      line += piece.split('\n').length - 1
      continue
    }
    skipFrom = undefined
    if (piece === '\n') line += 1
    else if (/^[ \t\r]|^#/.test(piece)) continue
    else {
      const quoted = /^["']/.test(piece) && piece.length > 1
      tokens.push({ text: quoted ? piece.slice(1, -1) : piece, line, quoted })
      line += piece.split('\n').length - 1
      if (piece === '{' && otherLanguage.test(tokens.at(-2)?.text ?? '')) skipFrom = closing(text, index)
    }
  }
  return tokens
}

function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}' && --depth === 0) return at
  }
  return text.length
}
