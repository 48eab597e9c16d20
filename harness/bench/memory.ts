import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Watches a process and the Node processes that it started. Disposing ends it. */
export type MemoryWatch = AsyncDisposable & {
  /** Largest sum of proportional set sizes seen at once, in bytes; 0 where /proc tells none. */
  peak: () => number
}

const everyMs = 500

/** Samples twice a second; other programs than Node are not ours to count (docker, browsers). */
export function watchMemory(pid: number): MemoryWatch {
  const stop = new AbortController()
  let peak = 0
  const watching = (async () => {
    while (!stop.signal.aborted) {
      peak = Math.max(peak, await nodeBytes(pid))
      await pause(everyMs, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  })()
  return {
    peak: () => peak,
    [Symbol.asyncDispose]: () => {
      stop.abort()
      return watching
    },
  }
}

async function nodeBytes(pid: number): Promise<number> {
  const sizes = (await withDescendants(pid)).map(async (one) => ((await isNode(one)) ? pssOf(one) : 0))
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** A process that ends while it is looked at has no children and no size. */
async function withDescendants(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => [])
  const children = await Promise.all(tasks.map((task) => read(`/proc/${pid}/task/${task}/children`)))
  const own = children.flatMap((text) => text.split(' ').filter(Boolean).map(Number))
  return [pid, ...(await Promise.all(own.map(withDescendants))).flat()]
}

async function isNode(pid: number): Promise<boolean> {
  return basename(await readlink(`/proc/${pid}/exe`).catch(() => '')) === 'node'
}

async function pssOf(pid: number): Promise<number> {
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(await read(`/proc/${pid}/smaps_rollup`))?.[1]
  return Number(kibibytes ?? 0) * 1024
}

function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}
