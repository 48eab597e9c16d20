import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Phase, Profile } from '../../reports/record/run.ts'
import { Interrupted } from './failure.ts'
import { lockRun } from './lock.ts'
import { runVariable } from './orphans.ts'
import { needRoom } from './room.ts'
import { runFolder } from './run-folder.ts'
import { forget, sweep } from './sweep.ts'

/** A run under way: its id, its folder, its lock, its clock. Disposing drops what it still has, lock and signals last. */
export type OpenRun = AsyncDisposable & {
  id: string
  profile: Profile
  /** Absolute; `run.json` and the attachments go here. */
  folder: string
  /** Folder in it for what shows what was seen. */
  attachments: string
  startedAt: Date
  phases: Phase[]
  /** Aborted by Ctrl-C and by TERM; the reason is `Interrupted`. */
  signal: AbortSignal
  /** Runs all steps; whatever fails because of a signal is told as the signal, and so is a signal at the end. */
  interruptible: <T>(steps: () => Promise<T>) => Promise<T>
  /** Leaves what the run made standing, until `down`. */
  keep: () => Promise<void>
  /** Runs a step and remembers how long it took. */
  timed: <T>(name: string, step: () => Promise<T>) => Promise<T>
}

/**
 * Opens a run: takes its lock, then sweeps what runs that died have left. One that raises nothing needs no `engine`.
 * @throws EnvironmentError when no daemon answers; no folder is made then.
 */
export async function openRun(
  profile: Profile,
  out: string,
  { engine = true }: { engine?: boolean } = {},
): Promise<OpenRun> {
  const id = randomBytes(4).toString('hex')
  const startedAt = new Date()
  const folder = runFolder(out, startedAt, profile, id)
  const attachments = join(folder, 'attachments')
  await using undo = new AsyncDisposableStack()
  const { signal, release } = listen()
  undo.defer(release)
  const lock = undo.use(await lockRun(id))
  process.env[runVariable] = id
  let kept = false
  const phases: Phase[] = []
  const run: OpenRun = {
    id,
    profile,
    folder,
    attachments,
    startedAt,
    phases,
    signal,
    interruptible: (steps) => told(signal, steps),
    keep: async () => {
      await lock.keep()
      kept = true
    },
    timed: (name, step) => timed(phases, name, step),
    [Symbol.asyncDispose]: () => down.disposeAsync(),
  }
  await needRoom(folder, 64 * 2 ** 20, 'what the run records')
  if (engine) await run.timed('sweep', () => sweep('dead'))
  signal.throwIfAborted()
  await mkdir(attachments, { recursive: true })
  undo.defer(() => removeEmpty([attachments, folder]))
  undo.defer(async () => {
    if (kept) return
    await (engine ? sweep({ run: id }) : forget(id))
  })
  const down = undo.move()
  return run
}

/** A run that ended before it had anything to tell leaves no folder. */
async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const path of folders) {
    if ((await readdir(path)).length === 0) await rmdir(path)
  }
}

async function told<T>(signal: AbortSignal, steps: () => Promise<T>): Promise<T> {
  const done = await steps().catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
  signal.throwIfAborted()
  return done
}

async function timed<T>(phases: Phase[], name: string, step: () => Promise<T>): Promise<T> {
  const started = performance.now()
  try {
    return await step()
  } finally {
    phases.push({ name, durationMs: Math.round(performance.now() - started) })
  }
}

function listen(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController()
  const stop = (name: string) => controller.abort(new Interrupted(`interrupted by ${name}`))
  const onInt = () => stop('SIGINT')
  const onTerm = () => stop('SIGTERM')
  process.on('SIGINT', onInt)
  process.on('SIGTERM', onTerm)
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', onInt)
      process.off('SIGTERM', onTerm)
    },
  }
}
