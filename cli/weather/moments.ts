import { randomInt } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { cacheFolder } from '../../harness/stack/place.ts'
import { until } from '../../harness/stack/until.ts'
import { type Call, patienceMs } from './call.ts'
import { heldByEngine } from './remains.ts'

/** A point in the life of a gate, told by what it has said and made: the same on a fast machine and on a slow one. */
export type Moment = { name: string; reached: (call: Call, run: string) => Promise<unknown> }

export function seedOf(variable: string | undefined): number {
  return variable === undefined ? randomInt(2 ** 31) : Number(variable)
}

/** As many moments as asked for, spread over the phases; the same seed gives the same ones. */
export function seededMoments(seed: number, count: number): Moment[] {
  const draw = generator(seed)
  return Array.from({ length: count }, (_, index) => phases[index % phases.length]).flatMap((phase) =>
    phase === undefined ? [] : [phase(draw)],
  )
}

/** A whole number from `low` to `high`, both included. */
type Draw = (low: number, high: number) => number

const phases: ((draw: Draw) => Moment)[] = [
  () => ({ name: 'images are looked for', reached: (call) => call.saying('❯ Images') }),
  (draw) => making(draw(1, 4), 'tools start'),
  (draw) => making(draw(5, 9), 'the stack rises'),
  (draw) => {
    const records = draw(0, 1)
    return {
      name: `claims are tried, ${records} worker files`,
      reached: async (call, run) => {
        await call.saying('❯ that read')
        await holding(
          `${records} worker files`,
          () => workerFiles(run),
          (found) => found >= records,
        )
      },
    }
  },
  (draw) => {
    const left = draw(1, 8)
    return {
      name: `tear down, at most ${left} things left`,
      reached: async (call, run) => {
        await call.saying('❯ Tear down')
        await holding(
          `at most ${left} things`,
          () => things(run),
          (found) => found <= left,
        )
      },
    }
  },
]

function making(count: number, what: string): Moment {
  return {
    name: `${what}, ${count} things made`,
    reached: (_, run) =>
      holding(
        `${count} things`,
        () => things(run),
        (found) => found >= count,
      ),
  }
}

async function things(run: string): Promise<number> {
  return (await heldByEngine(run)).length
}

async function workerFiles(run: string): Promise<number> {
  const files = await readdir(cacheFolder('runs', run, 'records', 'readers')).catch(() => [])
  return files.length
}

function holding(
  what: string,
  look: () => Promise<number>,
  done: (found: number) => boolean,
): Promise<number> {
  return until({ what, look, done, deadlineMs: patienceMs, everyMs: 20 })
}

/** mulberry32: small, and the same everywhere. */
function generator(seed: number): Draw {
  let state = seed >>> 0
  return (low, high) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return low + (((mixed ^ (mixed >>> 14)) >>> 0) % (high - low + 1))
  }
}
