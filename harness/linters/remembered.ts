import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { cacheFolder } from '../stack/place.ts'
import { writeWhole } from '../stack/write-whole.ts'

export type Asked = {
  /** The file of the program. */
  program: string
  words: readonly string[]
  /** Path and text of all that it is shown. */
  texts: readonly (readonly [path: string, text: string])[]
}

/**
 * What a linter printed when it was asked the same before: it takes seconds where the rules take one. One answer is kept
 * for each set of paths; another version of the program, or a changed text, is asked anew.
 */
export async function remembered(asked: Asked, ask: () => Promise<string>): Promise<string> {
  const key = digest([asked, writtenAt(asked.program)])
  const name = `${basename(asked.program)}-${digest(asked.texts.map(([path]) => path)).slice(0, 16)}.json`
  const file = cacheFolder('linters', name)
  const kept = await readKept(file)
  if (kept?.key === key) return kept.said
  const said = await ask()
  await keep(file, { key, said })
  return said
}

function writtenAt(program: string): string {
  const { mtimeMs, size } = statSync(program)
  return `${mtimeMs} ${size}`
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

const shape = z.object({ key: z.string(), said: z.string() })

async function readKept(file: string): Promise<z.infer<typeof shape> | undefined> {
  try {
    return shape.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** A cache that cannot be written costs time alone. */
async function keep(file: string, answer: z.infer<typeof shape>): Promise<void> {
  try {
    await writeWhole(file, JSON.stringify(answer))
  } catch {}
}
