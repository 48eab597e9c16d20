/** A variable that a file reads and nobody set. */
export type UnknownVariable = { name: string; required: boolean; at: string }

type Found = { name: string; required: boolean }
type Operator = ':-' | '-' | ':?' | '?' | ':+' | '+' | ''
type Expression = { name: string; operator: Operator; word: string; end: number }

/**
 * Compose's interpolation. A literal dollar stays `$$`, as `docker compose config` prints it, so that what is
 * left as `${NAME}` is always a variable nobody set, required ones too. Throws RangeError on braces without a name.
 */
export function interpolate(
  text: string,
  variables: Readonly<Record<string, string>>,
  unknown: (found: Found) => void,
): string {
  let out = ''
  for (let i = 0; i < text.length; ) {
    if (text[i] !== '$') {
      out += text[i++]
      continue
    }
    // Alone it is itself, as in `$(date)`: Compose 2.40 takes it so, and prints it doubled.
    if (!/[A-Za-z_{]/.test(text[i + 1] ?? '')) {
      out += '$$'
      i += text[i + 1] === '$' ? 2 : 1
      continue
    }
    const expression = readExpression(text, i)
    out += evaluate(expression, variables, unknown)
    i = expression.end
  }
  return out
}

/** What a container gets for a value of the merged model: `$$` is one dollar. */
export function unescapeDollars(text: string): string {
  return text.replaceAll('$$', '$')
}

export function escapeDollars(text: string): string {
  return text.replaceAll('$', '$$$$')
}

function readExpression(text: string, start: number): Expression {
  const bare = /^\$([A-Za-z_]\w*)/.exec(text.slice(start))
  if (bare?.[1]) return { name: bare[1], operator: '', word: '', end: start + bare[0].length }
  const braced = /^\$\{([A-Za-z_]\w*)(:-|-|:\?|\?|:\+|\+|(?=\}))/.exec(text.slice(start))
  if (!braced?.[1])
    throw new RangeError(`expected $$, $NAME or \${NAME}, found ${text.slice(start, start + 20)}`)
  const from = start + braced[0].length
  const close = closingBrace(text, from)
  return { name: braced[1], operator: operatorOf(braced[2]), word: text.slice(from, close), end: close + 1 }
}

function closingBrace(text: string, from: number): number {
  let depth = 1
  for (let i = from; i < text.length; i++) {
    if (text[i] === '$' && text[i + 1] === '{') depth += 1
    if (depth > 20)
      throw new RangeError(`expected at most 20 levels, found more: ${text.slice(from, from + 20)}`)
    if (text[i] === '}') depth -= 1
    if (depth === 0) return i
  }
  throw new RangeError(`expected a closing brace, found ${text.slice(Math.max(0, from - 20))}`)
}

function evaluate(
  { name, operator, word }: Expression,
  variables: Readonly<Record<string, string>>,
  unknown: (found: Found) => void,
): string {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined
  const present = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined
  if (operator.endsWith('+')) return present ? interpolate(word, variables, unknown) : ''
  if (present) return escapeDollars(value ?? '')
  if (operator.endsWith('-')) return interpolate(word, variables, unknown)
  unknown({ name, required: operator.endsWith('?') })
  return `\${${name}}`
}

function operatorOf(found: string | undefined): Operator {
  const known: readonly Operator[] = [':-', '-', ':?', '?', ':+', '+']
  return known.find((operator) => operator === found) ?? ''
}
