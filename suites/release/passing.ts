import { basename } from 'node:path/posix'
import type { Folder } from '../../harness/folder/folder.ts'
import { commandsOf, type Script } from '../../harness/folder/shell.ts'
import { type Unheard, unheardIn } from '../../harness/folder/unheard.ts'
import type { Job, Step, Workflow } from '../../harness/folder/workflow.ts'
import { textOf } from '../../harness/model/node.ts'
import { isCheck, isCheckAction, isCheckName } from './checks.ts'

/** How each step of a workflow that checks something passes although the check failed; `fails` where it does not. */
export function howStepsPass(folder: Folder, workflow: Workflow): { job: Job; step: Step; how: string }[] {
  const scriptsOf = byStep(folder, workflow)
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const scripts = scriptsOf(step)
      return isOne(step, scripts)
        ? [{ job, step, how: howItPasses(folder, workflow.file, { job, step, scripts }) }]
        : []
    }),
  )
}

function isOne(step: Step, scripts: readonly Script[]): boolean {
  const runs = scripts.some((script) => commandsOf(script).some(({ words }) => isCheck(words)))
  return runs || (step.run !== undefined && isCheckName(step.name)) || isCheckAction(step.uses ?? '')
}

type Run = { job: Job; step: Step; scripts: Script[] }

function howItPasses(folder: Folder, file: string, { job, step, scripts }: Run): string {
  if (job.mayFail) return 'the job may fail'
  if (step.mayFail && !isAskedFor(folder, file, step)) return 'the step may fail'
  if (neverFails(job, step)) return 'exit-code: 0'
  return swallowed(folder, file, scripts) ?? 'fails'
}

/** The shell text of a step by its place, for its name need not be its own; what it runs over SSH too. */
function byStep({ scripts }: Folder, { file, jobs }: Workflow): (step: Step) => Script[] {
  const own = scripts.filter((one) => one.file === file)
  const keyOf = (line: number, text: string) => `${line} ${text}`
  const written = new Map(
    own.filter(({ kind }) => kind === 'step').map((one) => [keyOf(one.line, one.text), one]),
  )
  const steps = jobs.flatMap((job) => job.steps)
  const remote = Map.groupBy(
    own.filter(({ kind }) => kind === 'remote'),
    ({ line, text }) =>
      steps.find((step) => textOf(step.with.get('script')) === text) ??
      steps.findLast(({ at }) => lineOf(at) <= line),
  )
  return (step) => {
    const line = lineOf(step.run?.at ?? '')
    // The text of a block begins on the line below.
    const run = [line, line + 1].flatMap((one) => written.get(keyOf(one, step.run?.text ?? '')) ?? [])
    return [...run.slice(0, 1), ...(remote.get(step) ?? [])]
  }
}

function lineOf(at: string): number {
  return Number(at.split(':').at(-1))
}

/** Another step looks at how this one went. */
function isAskedFor({ files }: Folder, file: string, { id }: Step): boolean {
  return id !== undefined && (files.text(file) ?? '').includes(`steps.${id}.outcome`)
}

/** Trivy told to pass whatever it finds, and no second one to fail. */
function neverFails({ steps }: Job, { uses = '', with: inputs }: Step): boolean {
  const code = ({ uses: action = '', with: given }: Pick<Step, 'uses' | 'with'>) =>
    /(^|\/)trivy-action@/.test(action) ? textOf(given.get('exit-code')) : undefined
  const writes = inputs.has('output') || inputs.has('format')
  return code({ uses, with: inputs }) === '0' && !writes && steps.every((one) => (code(one) ?? '0') === '0')
}

function swallowed(folder: Folder, file: string, scripts: readonly Script[]): string | undefined {
  const all = scripts.flatMap(unheardIn).filter(({ command }) => isCheck(command.words))
  return all.find((one) => !isReadLater(folder, file, one))?.how
}

/** What the check has written is read by a command of the same workflow that does more than show it. */
function isReadLater({ scripts }: Folder, file: string, { command, how }: Unheard): boolean {
  const written = (how.match(/[\w./-]+\.(json|xml|log|txt|sarif|html)\b/g) ?? []).map((one) => basename(one))
  return scripts.some(
    (script) =>
      script.file === file &&
      commandsOf(script).some(
        ({ name, words, node }) =>
          !/^(cat|echo|printf|tee|tail|head|ls|rm|cp|mv|mkdir|zip|tar|less)$/.test(name) &&
          node !== command.node &&
          written.some((one) => words.some((word) => word.includes(one))),
      ),
  )
}
