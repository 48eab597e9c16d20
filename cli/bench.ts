import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { measureBare } from '../harness/bench/bare.ts'
import { benchmarksText } from '../harness/bench/document.ts'
import { openLargeFolder } from '../harness/bench/large-folder.ts'
import { command } from '../harness/stack/command.ts'
import { readEnvironment } from '../harness/stack/environment.ts'
import { UsageError } from '../harness/stack/failure.ts'
import { openRun } from '../harness/stack/open-run.ts'
import type { ExitCode } from '../reports/record/run.ts'
import type { Arguments } from './arguments.ts'
import { type Bench, boundsOf, seriesOf } from './bench-figures.ts'
import { measure } from './measured.ts'
import { openConfig, outOf, projectRoot } from './open-call.ts'
import { runImages, stageImages } from './stage.ts'
import { openColdMachine } from './tiers/cold-machine.ts'

/** Measures whole commands beside bare raises of the same stack, and writes `docs/benchmarks.md`. */
export async function run(call: Arguments): Promise<ExitCode> {
  const runs = readRuns(call.own.runs)
  const loaded = await openConfig(call)
  const config = call.config === undefined ? [] : ['--config', call.config]
  const bench: Bench = { gates: [], bare: [], inspects: [], large: [], cold: [] }
  await using running = await openRun('perf', outOf(call))
  const { id: runId, signal } = running
  await using large = await openLargeFolder()
  await running.interruptible(async () => {
    const images = runImages(loaded, await stageImages(running, loaded, () => {}))
    for (let turn = 1; turn <= runs; turn += 1) {
      const bare = await measureBare({ loaded, runId, images, signal })
      const gate = await measure({ words: ['gate', '--no-install', ...config] }, signal)
      bench.bare.push(bare)
      bench.gates.push(gate)
      bench.inspects.push(await measure({ words: ['inspect', join(projectRoot, 'compose')] }, signal))
      bench.large.push(await measure({ words: ['inspect', large.path] }, signal))
      console.log(`${turn}/${runs}  gate ${gate.seconds.toFixed(1)} s  bare ${bare.toFixed(1)} s`)
    }
    await write(bench)
    bench.faults = await measure({ words: ['faults', '--no-install', ...config] }, signal)
    console.log(`faults ${bench.faults.seconds.toFixed(1)} s`)
    await write(bench)
    if (call.own.cold === true) {
      await using machine = await openColdMachine()
      const cold = await measure({ words: ['gate', '--yes'], ...machine }, signal)
      bench.cold.push(cold)
      console.log(`cold start ${cold.seconds.toFixed(1)} s`)
      await write(bench)
    }
  })
  return 0
}

/** Written after each part: the last ones take longest, and may be ended by hand. */
async function write(bench: Bench): Promise<void> {
  const text = benchmarksText({
    environment: await readEnvironment(),
    commit: (await command(['git', 'rev-parse', 'HEAD'], { cwd: projectRoot })).trim(),
    day: new Date().toISOString().slice(0, 10),
    series: seriesOf(bench),
    bounds: boundsOf(bench),
  })
  await writeFile(join(projectRoot, 'docs', 'benchmarks.md'), text)
  console.log(text)
}

function readRuns(word: string | boolean | undefined): number {
  if (word === undefined) return 5
  const runs = Number(word)
  if (Number.isInteger(runs) && runs >= 1 && runs <= 50) return runs
  throw new UsageError(`option --runs: expected a number from 1 to 50, found ${word}`, 'write --runs 5')
}
