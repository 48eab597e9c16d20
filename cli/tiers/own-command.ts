import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Run } from '../../reports/record/run.ts'
import { checkRun } from '../../reports/record/schema.ts'
import { projectRoot } from '../open-call.ts'
import { runAloud } from './aloud.ts'

export type OwnCommand = {
  /** The command and its options, without `--out`. */
  words: readonly string[]
  /** The project's folder; default: this one. */
  root?: string
  /** Starts it by the launcher, in this environment, as on a machine of its own; default: by this Node. */
  launcher?: Environment
}

/** Variables added to those of this process; undefined takes one away. */
export type Environment = Readonly<Record<string, string | undefined>>

/** How it ended; `record` is its `run.json` if it is whole, `folder` where it lies as long as it is kept. */
export type Outcome = { exitCode: number; record?: Run; folder: string; problems: string[] }

/** Runs one of our own commands as a user would. What it left is kept when anything was wrong. */
export async function runOwnCommand({ words, root = projectRoot, launcher }: OwnCommand): Promise<Outcome> {
  const out = await mkdtemp(join(tmpdir(), `stackproof-${words[0]}-`))
  const start = launcher ? [join(root, 'stackproof')] : [process.execPath, join(root, 'cli', 'main.ts')]
  const exitCode = await runAloud([...start, ...words, '--out', out], root, launcher)
  const { record, folder, problems } = await readOnlyRun(out)
  if (exitCode === 0 && problems.length === 0) await rm(out, { recursive: true, force: true })
  return { exitCode, folder, problems, ...(record && { record }) }
}

async function readOnlyRun(out: string): Promise<Omit<Outcome, 'exitCode'>> {
  const [name = ''] = await readdir(out)
  const folder = join(out, name)
  const text = await readFile(join(folder, 'run.json'), 'utf8').catch(() => undefined)
  if (!text) return { folder, problems: [`expected a run.json in ${out}, found none`] }
  const checked = checkRun(JSON.parse(text))
  return checked.kind === 'run'
    ? { folder, record: checked.run, problems: [] }
    : { folder, problems: checked.problems }
}
