import { readFileSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { cacheFolder, lockFolder } from './place.ts'

const record = z.object({ pid: z.number().int(), startedTicks: z.string(), kept: z.boolean() })
type Owner = z.infer<typeof record>

/** A run's claim to what carries its label. It holds while the process lives, or for good once `keep` was called. */
export type RunLock = AsyncDisposable & { keep: () => Promise<void> }

/** Takes the lock of a run; a process that dies without a word loses it. */
export async function lockRun(runId: string): Promise<RunLock> {
  await makeFolder()
  const file = join(lockFolder, `${runId}.lock`)
  // Whole or not at all: a sweep that reads half a lock would take a living run for a dead one.
  const write = async (kept: boolean) => {
    await writeFile(`${file}.new`, JSON.stringify(ownRecord(kept)))
    await rename(`${file}.new`, file)
  }
  await write(false)
  let kept = false
  return {
    keep: async () => {
      kept = true
      await write(true)
    },
    [Symbol.asyncDispose]: async () => {
      if (!kept) await rm(file, { force: true })
    },
  }
}

/** Ids of runs: those alive, those raised by `up` and kept, and the others that left a lock or a folder. */
export type HeldRuns = { living: Set<string>; kept: Set<string>; dead: Set<string> }

export async function heldRuns(): Promise<HeldRuns> {
  const held: HeldRuns = { living: new Set(), kept: new Set(), dead: new Set() }
  const listed = [lockFolder, cacheFolder('runs')].map((folder) => readdir(folder).catch(() => []))
  const files = (await Promise.all(listed)).flat()
  const ids = files.flatMap((name) => /^([0-9a-f]{8})(?:\.lock)?$/.exec(name)?.[1] ?? [])
  for (const id of new Set(ids)) {
    const owner = await read(join(lockFolder, `${id}.lock`))
    if (owner?.kept) held.kept.add(id)
    else if (owner !== undefined && isAlive(owner)) held.living.add(id)
    else held.dead.add(id)
  }
  return held
}

/** Lets go of a run that was kept or that died. */
export async function unlockRun(runId: string): Promise<void> {
  await rm(join(lockFolder, `${runId}.lock`), { force: true })
}

// Whoever may use the daemon may run: each writes its own locks, and none may remove another's.
async function makeFolder(): Promise<void> {
  if ((await mkdir(lockFolder, { recursive: true })) !== undefined) await chmod(lockFolder, 0o1777)
}

function ownRecord(kept: boolean): Owner {
  return { pid: process.pid, startedTicks: startedTicks(process.pid) ?? '', kept }
}

async function read(file: string): Promise<Owner | undefined> {
  const parsed = record.safeParse(
    await readFile(file, 'utf8')
      .then(JSON.parse)
      .catch(() => undefined),
  )
  return parsed.data
}

// A process id is used again after a while: only with its start time it names one process.
function isAlive(owner: Owner): boolean {
  return owner.startedTicks !== '' && startedTicks(owner.pid) === owner.startedTicks
}

/** Field 22 of /proc/PID/stat (clock ticks since boot), or undefined when there is no such process. */
function startedTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
