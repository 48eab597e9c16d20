import { basename } from 'node:path/posix'
import type { Folder } from '../../harness/folder/folder.ts'
import { commandsOf, type Script } from '../../harness/folder/shell.ts'
import { type Unheard, unheardIn } from '../../harness/folder/unheard.ts'
import type { Job, Step, Workflow } from '../../harness/folder/workflow.ts'
import { textOf } from '../../harness/model/node.ts'
import { isCheck, isCheckAction, isCheckName } from './checks.ts'

/** How a step that checks something passes although the check failed; undefined for one that checks nothing. */
export function howItPasses(
  folder: Folder,
  { file, jobs }: Workflow,
  job: Job,
  step: Step,
): string | undefined {
  const scripts = scriptsOf(folder, file, jobs, step)
  const runs = scripts.some((script) => commandsOf(script).some(({ words }) => isCheck(words)))
  const isNamed = step.run !== undefined && isCheckName(step.name)
  if (!(runs || isNamed || isCheckAction(step.uses ?? ''))) return undefined
  if (job.mayFail) return 'the job may fail'
  if (step.mayFail && !isAskedFor(folder, file, step)) return 'the step may fail'
  if (neverFails(job, step)) return 'exit-code: 0'
  return swallowed(folder, file, scripts) ?? 'fails'
}

/** The shell text of a step, found by its place; what it runs over SSH too. */
function scriptsOf({ scripts }: Folder, file: string, jobs: readonly Job[], step: Step): Script[] {
  const start = lineOf(step.at)
  const starts = jobs.flatMap((job) => [job.at, ...job.steps.map(({ at }) => at)]).map(lineOf)
  const end = Math.min(...starts.filter((line) => line > start))
  const inputs = textOf(step.with.get('script'))
  return scripts.filter(
    (one) =>
      one.file === file &&
      (one.kind === 'step' ? one.text === step.run?.text : inputs === undefined || one.text === inputs) &&
      one.line >= start &&
      one.line <= end &&
      (one.kind === 'step' || (one.kind === 'remote' && (one.line < end || inputs === one.text))),
  )
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
