/** Splits a command as a POSIX shell would split it, expanding nothing. */
export function splitWords(text: string): string[] {
  const words: string[] = []
  let word: string | undefined
  for (const [piece] of text.matchAll(/\s+|'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\]+|./gs)) {
    if (/^\s/.test(piece)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + bare(piece)
  }
  return word === undefined ? words : [...words, word]
}

function bare(piece: string): string {
  if (piece.startsWith("'") && piece.length > 1) return piece.slice(1, -1)
  if (piece.startsWith('"') && piece.length > 1) return piece.slice(1, -1).replace(/\\(["\\$`])/g, '$1')
  return piece.startsWith('\\') ? piece.slice(1) : piece
}
