/** The known word with the fewest edits to what was typed, if at most a third of it is wrong. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const ranked = known.map((word) => ({ word, edits: edits(typed, word) })).sort((a, b) => a.edits - b.edits)
  const best = ranked[0]
  return best !== undefined && best.edits <= Math.max(1, Math.ceil(best.word.length / 3))
    ? best.word
    : undefined
}

/** Insertions, deletions and replacements of one character (Levenshtein). */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [line, letter] of [...from].entries()) row = nextRow(row, line + 1, letter, to)
  return row.at(-1) ?? 0
}

function nextRow(above: readonly number[], first: number, letter: string, to: string): number[] {
  const row = [first]
  for (const [column, other] of [...to].entries()) {
    const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1)
    row.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1))
  }
  return row
}
