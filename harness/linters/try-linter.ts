import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Finding } from '../claims/rule.ts'
import { observed, type StaticResult } from '../claims/rules.ts'
import { linterKey } from '../claims/verdict.ts'
import type { Folder } from '../folder/folder.ts'
import type { Complaint, Linter } from './linter.ts'
import { remembered } from './remembered.ts'

export type LinterRun = {
  claim: string
  linter: Linter
  folder: Folder
  /** The file of the program, where this machine has it. */
  program: string | undefined
  /** Milliseconds until it is given up. */
  deadlineMs?: number
}

/**
 * Shows a linter what a folder ships, and one bad file beside it. It sees copies in a folder of their own: no link, no
 * settings and no name of the folder reaches it. Undefined when there is nothing that it would look at.
 */
export async function tryLinter(run: LinterRun): Promise<StaticResult | undefined> {
  const { claim, linter, folder, program } = run
  const files = linter.files(folder)
  if (files.length === 0) return undefined
  const result: StaticResult = { claim, examined: 0, observations: [], durationMs: 0 }
  if (program === undefined) return { ...result, notEvaluated: missing(linter) }
  const started = performance.now()
  try {
    const complaints = await complaintsOf({ ...run, program }, files)
    const own = complaints.filter(({ file }) => files.includes(file))
    const findings = files.flatMap((file) => findingsOf(linter.program, file, own))
    result.examined = findings.length
    const red = complaints.filter(({ file }) => file === badPath(linter)).length
    result.observations = observed(claim, findings, red)
  } catch (error) {
    result.error = error instanceof Error ? error.message : String(error)
  }
  return { ...result, durationMs: performance.now() - started }
}

function badPath({ bad }: Linter): string {
  return `stackproof-control/${bad.path}`
}

function missing({ program }: Linter): NonNullable<StaticResult['notEvaluated']> {
  const reason = `${program} is not on this machine, so nobody looked: install it`
  return { reason, unavailable: `${linterKey}${program}` }
}

function findingsOf(program: string, file: string, complaints: readonly Complaint[]): Finding[] {
  const own = complaints.filter((one) => one.file === file)
  if (own.length === 0)
    return [{ subject: file, property: `findings of ${program}`, expected: 0, actual: 0, ok: true, file }]
  return own.map(({ line, code, message }) => ({
    subject: file,
    property: `${program} ${code}`,
    expected: 'nothing to complain of',
    actual: message,
    ok: false,
    file: `${file}:${line}`,
  }))
}

type Found = LinterRun & { program: string }

/** Of the files and of the bad one, with their paths as the folder tells them. */
async function complaintsOf(run: Found, files: readonly string[]): Promise<Complaint[]> {
  const { linter, folder, program } = run
  const texts = [
    ...files.map((file) => [file, folder.files.text(file) ?? ''] as const),
    [badPath(linter), linter.bad.text()] as const,
  ]
  const words = linter.words(texts.map(([path]) => `./${path}`))
  const said = await remembered({ program, words, texts }, async () => {
    const room = await mkdtemp(join(tmpdir(), `stackproof-${linter.program}-`))
    try {
      for (const [path, text] of texts) await lay(join(room, path), text)
      const printed = await call(run, words, room)
      // What cannot be read is not kept.
      linter.read(printed)
      return printed
    } finally {
      await rm(room, { recursive: true, force: true })
    }
  })
  return linter.read(said).map((one) => ({ ...one, file: one.file.replace(/^\.\//, '') }))
}

async function lay(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text, { mode: 0o600, flag: 'wx' })
}

function call({ program, deadlineMs = 20_000 }: Found, words: string[], cwd: string): Promise<string> {
  const options = {
    cwd,
    env: { HOME: cwd, NO_COLOR: '1' },
    timeout: deadlineMs,
    killSignal: 'SIGKILL',
    maxBuffer: 2 ** 25,
  } as const
  return new Promise((done, failed) => {
    execFile(program, words, options, (error, stdout, stderr) => {
      // One is what a linter ends with that has something to say.
      if (error === null || error.code === 1) return done(stdout)
      const how = error.killed
        ? `it still running after ${deadlineMs / 1000} s`
        : (error.code ?? error.signal)
      failed(new Error(`${basename(program)}: expected exit 0 or 1, found ${how}: ${stderr.slice(-500)}`))
    })
  })
}
