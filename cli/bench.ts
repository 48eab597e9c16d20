import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureBare } from '../harness/bench/bare.ts'
import { benchmarksText } from '../harness/bench/document.ts'
import { attempt, command, lastLines } from '../harness/stack/command.ts'
import { readEnvironment } from '../harness/stack/environment.ts'
import { EnvironmentError, UsageError } from '../harness/stack/failure.ts'
import { openRun } from '../harness/stack/open-run.ts'
import type { ExitCode } from '../reports/record/run.ts'
import type { Arguments } from './arguments.ts'
import { openConfig, outOf, projectRoot } from './open-call.ts'
import { runImages, stageImages } from './stage.ts'

/** Measures whole gates beside bare raises of the same stack, turn by turn, and writes `docs/benchmarks.md`. */
export async function run(call: Arguments): Promise<ExitCode> {
  const runs = readRuns(call.own.runs)
  const loaded = await openConfig(call)
  const turns: { gate: number; bare: number }[] = []
  await using running = await openRun('perf', outOf(call))
  await running.interruptible(async () => {
    const images = runImages(loaded, await stageImages(running, () => {}))
    for (let turn = 1; turn <= runs; turn += 1) {
      const bare = await measureBare({ loaded, runId: running.id, images, signal: running.signal })
      const gate = await measureGate(call, running.signal)
      turns.push({ gate, bare })
      console.log(`${turn}/${runs}  gate ${gate.toFixed(1)} s  bare ${bare.toFixed(1)} s`)
    }
  })
  const text = benchmarksText({
    environment: await readEnvironment(),
    commit: (await command(['git', 'rev-parse', 'HEAD'], { cwd: projectRoot })).trim(),
    day: new Date().toISOString().slice(0, 10),
    gate: { name: 'gate', seconds: turns.map(({ gate }) => gate) },
    bare: { name: 'bare up --wait + down', seconds: turns.map(({ bare }) => bare) },
    ratio: { name: 'gate ÷ bare', seconds: turns.map(({ gate, bare }) => gate / bare) },
  })
  await writeFile(join(projectRoot, 'docs', 'benchmarks.md'), text)
  console.log(text)
  return 0
}

/** Seconds of a gate as its user starts it. @throws EnvironmentError when it is not green: its time says nothing. */
async function measureGate({ config }: Arguments, signal: AbortSignal): Promise<number> {
  const out = await mkdtemp(join(tmpdir(), 'stackproof-bench-'))
  try {
    const words = ['gate', '--no-install', '--out', out, ...(config ? ['--config', config] : [])]
    const started = performance.now()
    const done = await attempt([join(projectRoot, 'stackproof'), ...words], { deadline: 400, signal })
    const seconds = (performance.now() - started) / 1000
    if (done.exitCode === 0) return seconds
    throw new EnvironmentError(
      `gate: expected exit 0, found ${done.exitCode}\n${lastLines(`${done.stdout}\n${done.stderr}`, 15)}`,
      'make it green first: ./stackproof gate',
    )
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

function readRuns(word: string | boolean | undefined): number {
  if (word === undefined) return 5
  const runs = Number(word)
  if (Number.isInteger(runs) && runs >= 1 && runs <= 50) return runs
  throw new UsageError(`option --runs: expected a number from 1 to 50, found ${word}`, 'write --runs 5')
}
