import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { watchMemory } from '../harness/bench/memory.ts'
import { tellEntry } from '../harness/faults/kill.ts'
import { attempt, lastLines } from '../harness/stack/command.ts'
import { EnvironmentError } from '../harness/stack/failure.ts'
import type { Run } from '../reports/record/run.ts'
import { checkRun } from '../reports/record/schema.ts'
import { survivors } from '../reports/render/fault-table.ts'
import { projectRoot } from './open-call.ts'
import type { OwnCommand } from './tiers/own-command.ts'

/** What a whole command took: seconds, the peak of its Node processes' memory in MiB, and its record. */
export type Measured = { seconds: number; mebibytes: number; record: Run }

/** Two hours: the longest measured command is all live faults. */
const deadline = 7_200

/** Runs one of our commands by the launcher, quietly. @throws EnvironmentError when it is not green: its time says nothing. */
export async function measure(command: OwnCommand, signal: AbortSignal): Promise<Measured> {
  const { words, root = projectRoot, launcher = {} } = command
  const out = await mkdtemp(join(tmpdir(), 'stackproof-bench-'))
  await using undo = new AsyncDisposableStack()
  undo.defer(() => rm(out, { recursive: true, force: true }))
  let peak = () => 0
  const started = (pid: number) => {
    peak = undo.use(watchMemory(pid)).peak
  }
  const began = performance.now()
  const argv = [join(root, 'stackproof'), ...words, '--json', '--out', out]
  const done = await attempt(argv, { cwd: root, env: launcher, deadline, signal, started })
  const seconds = (performance.now() - began) / 1000
  const checked = done.stdout === '' ? undefined : checkRun(JSON.parse(done.stdout))
  const run = checked?.kind === 'run' ? checked.run : undefined
  if (done.exitCode === 0 && run !== undefined) return { seconds, mebibytes: peak() / 2 ** 20, record: run }
  const red = run === undefined ? [] : redOf(run)
  throw new EnvironmentError(
    `${words.join(' ')}: expected exit 0 and a record, found ${done.exitCode}\n${[...red, lastLines(done.stderr, 15)].join('\n')}`,
    `make it green first: ./stackproof ${words.join(' ')}`,
  )
}

function redOf({ claims, faults = [] }: Run): string[] {
  return [...claims.filter(({ verdict }) => verdict !== 'pass').map(tellEntry), ...survivors(faults)]
}
