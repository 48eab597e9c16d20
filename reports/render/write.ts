import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Run } from '../record/run.ts'
import type { Viewer } from '../viewer/build.ts'
import type { Changes } from './changes.ts'
import { html } from './html.ts'
import { junit } from './junit.ts'
import { sarif } from './sarif.ts'
import { summary } from './summary.ts'

export type WriteOptions = {
  /** Takes the secrets out before any renderer sees the run, whose escapes would hide them. */
  mask: (run: Run) => Run
  /** Absent where it could not be had: a verdict does not wait for its picture. */
  viewer: Viewer | undefined
}

/** Writes every report and, last of all, `run.json`: a folder that has one is whole. Each file appears at once. */
export async function writeRun(folder: string, run: Run, { mask, viewer }: WriteOptions): Promise<void> {
  const masked = mask(run)
  await mkdir(folder, { recursive: true })
  await writeReports(folder, { run: masked, viewer })
  await writeAtOnce(join(folder, 'run.json'), `${JSON.stringify(masked, null, 2)}\n`)
}

/** A record that holds no secret any more, and perhaps what has changed since another. */
export type Rendered = { run: Run; viewer: Viewer | undefined; changes?: Changes | undefined }

/** Every report but the record itself. */
export async function writeReports(folder: string, { run, viewer, changes }: Rendered): Promise<void> {
  await writeAtOnce(join(folder, 'junit.xml'), junit(run))
  await writeAtOnce(join(folder, 'results.sarif'), sarif(run))
  await writeAtOnce(join(folder, 'summary.md'), summary(run))
  if (viewer) await writeAtOnce(join(folder, 'report.html'), html(run, viewer, changes))
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
