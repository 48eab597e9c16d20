import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type JudgeInput, judge } from '../harness/claims/judge.ts'
import { findLeaks } from '../harness/claims/leak.ts'
import { createMask } from '../harness/claims/mask.ts'
import type { Secret } from '../harness/claims/secret-forms.ts'
import { attempt } from '../harness/stack/command.ts'
import { readEnvironment } from '../harness/stack/environment.ts'
import type { OpenRun } from '../harness/stack/open-run.ts'
import type { Environment, ExitCode, FaultEntry, FidelityEntry, Run } from '../reports/record/run.ts'
import { consoleVerdict } from '../reports/render/console.ts'
import { writeRun } from '../reports/render/write.ts'
import type { Arguments } from './arguments.ts'
import { isPackage, type OpenCall, projectRoot } from './open-call.ts'
import type { Stage } from './stage.ts'
import { writeStepSummary } from './step-summary.ts'
import { writeVersions } from './versions.ts'
import { openViewer } from './viewer.ts'

export type Finish = {
  run: Pick<OpenRun, 'id' | 'profile' | 'folder' | 'startedAt' | 'phases'>
  target: Run['target']
  /** Default: asked of this machine and its engine. */
  environment?: Environment
  judged: JudgeInput
  fidelity: FidelityEntry[]
  faults?: FaultEntry[]
  /** Absent where nothing was raised, and so no secret made. */
  stage: Stage | undefined
  /** Secrets beside those of the stage. */
  secrets?: readonly Secret[]
  reproduce: string
  output: Output
}

/**
 * Judges, writes the run folder, searches it for secrets and prints the verdict.
 * A secret that is found is an error: the run is judged again with it and written again.
 */
export async function finish(options: Finish): Promise<ExitCode> {
  const { run, stage } = options
  if (stage !== undefined) await writeVersions(run.folder, stage.images)
  const first = await write(options, options.judged)
  const leaks = await findLeaks(run.folder, secretsOf(options))
  const problems = leaks.map(
    ({ file, form, secretName }) => `secret ${secretName} stands in ${file} (${form})`,
  )
  const last =
    leaks.length === 0
      ? first
      : await write(options, {
          ...options.judged,
          problems: [...(options.judged.problems ?? []), ...problems],
        })
  print(last, options)
  await writeStepSummary(last)
  return last.run.exitCode
}

async function write(options: Finish, judged: JudgeInput): Promise<Run> {
  const { run, target } = options
  const { claims, totals, exitCode } = judge(judged)
  const record: Run = {
    schema: 'stackproof/run@1',
    run: {
      id: run.id,
      profile: run.profile,
      startedAt: run.startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      tool: await readTool(),
      exitCode,
      phases: run.phases,
      environment: options.environment ?? (await readEnvironment()),
      reproduce: options.reproduce,
    },
    target,
    fidelity: options.fidelity,
    claims,
    ...(options.faults && { faults: options.faults }),
    totals,
  }
  const mask = createMask(secretsOf(options)).json
  const viewer = await openViewer().catch((error: unknown) => {
    console.error(
      `report.html: expected its viewer built, found: ${String(error)}; the other reports are written`,
    )
    return undefined
  })
  await writeRun(run.folder, record, { mask, viewer })
  return mask(record)
}

function secretsOf({ stage, secrets = [] }: Finish): readonly Secret[] {
  return [...(stage?.secrets ?? []), ...secrets]
}

/** The stack of a config, raised for the run. */
export function raisedTarget({ loaded: { config } }: OpenCall): Run['target'] {
  return { name: config.name, kind: 'ephemeral', composeFiles: config.compose.files }
}

/** What is printed of the verdict. */
export type Output = 'text' | 'json' | 'none'

export function outputOf({ json }: Pick<Arguments, 'json'>): Output {
  return json ? 'json' : 'text'
}

function print(record: Run, { run, output }: Finish): void {
  if (output === 'none') return
  if (output === 'json') process.stdout.write(`${JSON.stringify(record)}\n`)
  else process.stdout.write(consoleVerdict(record, { folder: run.folder, color: hasColors() }))
}

/** `NO_COLOR`, `TERM=dumb` and their like are heeded. */
export function hasColors(): boolean {
  return process.stdout.isTTY && process.stdout.hasColors()
}

/** Version of the package, and the commit where the project is a checkout. */
async function readTool(): Promise<Run['run']['tool']> {
  const { version } = packageFile.parse(JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')))
  // A package lies below somebody else's commit.
  if (isPackage) return { version }
  const commit = await attempt(['git', 'rev-parse', 'HEAD'], { cwd: projectRoot, deadline: 10 })
  return { version, ...(commit.exitCode === 0 && { commit: commit.stdout.trim() }) }
}

const packageFile = z.object({ version: z.string() })
