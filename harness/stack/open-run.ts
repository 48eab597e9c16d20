import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Phase, Profile } from '../../reports/record/run.ts'
import { Interrupted } from './failure.ts'
import { lockRun, type RunLock } from './lock.ts'
import { sweep } from './sweep.ts'

/** A run under way: its id, its folder, its lock, its clock. Disposing lets go of the lock and of the signals. */
export type OpenRun = AsyncDisposable & {
  id: string
  profile: Profile
  /** Absolute; `run.json` and the attachments go here. */
  folder: string
  startedAt: Date
  phases: Phase[]
  /** Aborted by Ctrl-C and by TERM; the reason is `Interrupted`. */
  signal: AbortSignal
  lock: RunLock
  /** Runs a step and remembers how long it took. */
  timed: <T>(name: string, step: () => Promise<T>) => Promise<T>
}

/** Opens a run: takes its lock, then sweeps what runs that died have left. */
export async function openRun(profile: Profile, out: string): Promise<OpenRun> {
  const id = randomBytes(4).toString('hex')
  const startedAt = new Date()
  const folder = resolve(out, `${stamp(startedAt)}-${profile}-${id}`)
  const lock = await lockRun(id)
  await mkdir(join(folder, 'attachments'), { recursive: true })
  const { signal, release } = interruptible()
  const phases: Phase[] = []
  const run: OpenRun = {
    id,
    profile,
    folder,
    startedAt,
    phases,
    signal,
    lock,
    timed: (name, step) => timed(phases, name, step),
    [Symbol.asyncDispose]: async () => {
      release()
      await lock[Symbol.asyncDispose]()
    },
  }
  await run.timed('sweep', () => sweep('dead'))
  return run
}

async function timed<T>(phases: Phase[], name: string, step: () => Promise<T>): Promise<T> {
  const started = performance.now()
  try {
    return await step()
  } finally {
    phases.push({ name, durationMs: Math.round(performance.now() - started) })
  }
}

function interruptible(): { signal: AbortSignal; release: () => void } {
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

function stamp(date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-')
}
