import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Run } from '../record/run.ts'
import { junit } from './junit.ts'
import { sarif } from './sarif.ts'
import { summary } from './summary.ts'

export type WriteOptions = {
  /** Takes the secrets out before any renderer sees the run, whose escapes would hide them. */
  mask: (run: Run) => Run
}

/** Writes every report and, last of all, `run.json`: a folder that has one is whole. Each file appears at once. */
export async function writeRun(folder: string, run: Run, { mask }: WriteOptions): Promise<void> {
  const masked = mask(run)
  await mkdir(folder, { recursive: true })
  await writeAtOnce(join(folder, 'junit.xml'), junit(masked))
  await writeAtOnce(join(folder, 'results.sarif'), sarif(masked))
  await writeAtOnce(join(folder, 'summary.md'), summary(masked))
  await writeAtOnce(join(folder, 'run.json'), `${JSON.stringify(masked, null, 2)}\n`)
}

async function writeAtOnce(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`
  {
    await using file = await open(unfinished, 'w')
    await file.writeFile(text)
    await file.sync()
  }
  await rename(unfinished, path)
}
