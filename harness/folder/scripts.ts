import { basename } from 'node:path/posix'
import { textOf } from '../model/node.ts'
import type { Application } from './application.ts'
import { composeScripts } from './compose-scripts.ts'
import { type Crontab, isCrontab } from './crontab.ts'
import type { Files } from './files.ts'
import { innerScripts } from './inner-scripts.ts'
import { parseScript, type Script } from './shell.ts'
import type { Step, Workflow } from './workflow.ts'

/** Shell text of files, of the steps of workflows, of crontabs and of containers, each followed by what it hands to a shell. */
export function scriptsOf(
  files: Files,
  workflows: readonly Workflow[],
  crontabs: readonly Crontab[],
  applications: readonly Application[],
): Script[] {
  const written = [
    ...scriptFiles(files),
    ...workflows.flatMap(stepScripts),
    ...crontabs.flatMap(cronScripts),
    ...composeScripts(applications),
  ]
  return written.flatMap((script) => [script, ...innerScripts(script)])
}

function scriptFiles(files: Files): Script[] {
  return files.list.flatMap(({ path }) => {
    const extension = /\.(\w+)$/.exec(basename(path))?.[1]
    if (extension !== undefined && !/^(sh|bash|envsh)$/.test(extension)) return []
    const text = files.text(path)
    if (text === undefined) return []
    const isShell = extension !== undefined || /^#!\s*\S*(\/|env\s+)(ba|da|a|k)?sh\b/.test(text)
    return isShell && !isCrontab(path)
      ? [parseScript({ name: path, file: path, line: 1, text, kind: 'file' })]
      : []
  })
}

/** What the runner's own shell is started with; without a `shell` it is bash, and no pipe fails. */
const shells: Record<string, string> = { bash: '-eo pipefail', sh: '-e' }

function stepScripts({ file, jobs }: Workflow): Script[] {
  return jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const name = `${file}, ${job.name}, ${step.name}`
      const { run } = step
      const own =
        run && !/pwsh|powershell|python|cmd/.test(run.shell ?? '')
          ? [
              parseScript({
                name,
                file,
                line: lineAt(run.at),
                text: run.text,
                kind: 'step',
                options: shells[run.shell ?? ''] ?? run.shell ?? '-e',
              }),
            ]
          : []
      return [...own, ...remoteScripts(file, name, step)]
    }),
  )
}

/** What an action runs on another machine over SSH. */
function remoteScripts(file: string, name: string, { uses = '', with: inputs }: Step): Script[] {
  const script = inputs.get('script')
  const text = textOf(script)
  if (!/ssh/.test(uses) || script === undefined || text === undefined) return []
  // Of appleboy's action a minor release dropped the input, and a version that moves has that one.
  const knows =
    !/appleboy\/ssh-action@/.test(uses) || /@(v?0\.|v?1\.[01]\.|v?1\.2\.0$|[0-9a-f]{40}$)/.test(uses)
  const stops = knows && textOf(inputs.get('script_stop')) === 'true'
  return [
    parseScript({ name, file, line: lineAt(script.at), text, kind: 'remote', options: stops ? '-e' : '' }),
  ]
}

function cronScripts({ file, jobs, system }: Crontab): Script[] {
  return jobs.map(({ command, line }) => {
    const text = system ? command.replace(/^\S+\s+/, '') : command
    return parseScript({
      name: `${file}:${line}`,
      file,
      line,
      text: text.replaceAll('\\%', '%'),
      kind: 'crontab',
    })
  })
}

/** A block scalar's text begins on the line below its key. */
function lineAt(at: string): number {
  return Number(at.split(':').at(-1)) + 1
}
