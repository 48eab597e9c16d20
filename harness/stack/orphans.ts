import { readdir, readFile } from 'node:fs/promises'
import { until } from './until.ts'

/** In the environment of everything that a run starts: its id. The label that a process can carry. */
export const runVariable = 'STACKPROOF_RUN'

const endedMs = 5000

/**
 * Ends the processes that runs have left, and says how many there were:
 * a `docker compose up` whose run was killed goes on making things.
 */
export async function killOrphans(runs: readonly string[]): Promise<number> {
  const marks = runs.map((run) => `${runVariable}=${run}`)
  const found = marks.length === 0 ? [] : await processesWith(marks)
  if (found.length === 0) return 0
  for (const pid of found) end(pid)
  await until({
    what: `processes of ${runs.join(', ')} ended`,
    look: () => processesWith(marks),
    done: (left) => left.length === 0,
    deadlineMs: endedMs,
  })
  return found.length
}

/** By the environment a process was started with; one of another user, or that has ended, cannot be read. */
async function processesWith(marks: readonly string[]): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid)
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
      return environment.split('\0').some((pair) => marks.includes(pair)) ? [pid] : []
    }),
  )
  return found.flat()
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself meanwhile.
  }
}
