import { basename } from 'node:path/posix'
import { z } from 'zod'
import { textOf } from '../model/node.ts'
import { type Application, applicationsOf } from './application.ts'
import { type Crontab, isCrontab, parseCrontab } from './crontab.ts'
import { type Dockerfile, parseDockerfile } from './dockerfile.ts'
import type { Files } from './files.ts'
import { type NginxSite, nginxSites } from './nginx-sites.ts'
import { below } from './paths.ts'
import { parseScript, type Script } from './shell.ts'
import { parseWorkflow, type Step, type Workflow } from './workflow.ts'

/** All that a folder ships and that decides how its stack runs; nothing in it was run. */
export type Folder = {
  files: Files
  applications: Application[]
  dockerfiles: Dockerfile[]
  nginx: NginxSite[]
  workflows: Workflow[]
  crontabs: Crontab[]
  /** Shell text of files, steps and crontabs. */
  scripts: Script[]
  /** Names that are assigned in env files and templates, by file. */
  settings: { file: string; names: Set<string> }[]
}

const dockerfileName = /(^|\/)((Docker|Container)file([.-][\w.-]+)?|[\w.-]+\.dockerfile)$/i
const workflowPlace = /(^|\/)\.(github|gitea|forgejo)\/workflows\/[\w.-]+\.ya?ml$/
const settingsName = /(^|\/)(\.env(\.[\w.-]+)?|[\w.-]+\.env(\.[\w.-]+)?|env\.(example|sample|template))$/

export function readFolder(files: Files): Folder {
  const read = <T>(name: RegExp, parse: (text: string, path: string) => T): T[] =>
    files.list.flatMap(({ path }) => {
      const text = name.test(path) ? files.text(path) : undefined
      return text === undefined ? [] : [parse(text, path)]
    })
  const workflows = read(workflowPlace, parseWorkflow)
  const crontabs = read(/./, (text, path) => (isCrontab(path) ? [parseCrontab(text, path)] : [])).flat()
  return {
    files,
    applications: applicationsOf(files),
    dockerfiles: read(dockerfileName, parseDockerfile),
    nginx: nginxSites(files),
    workflows,
    crontabs,
    scripts: [...scriptFiles(files), ...workflows.flatMap(stepScripts), ...crontabs.flatMap(cronScripts)],
    settings: read(settingsName, (text, file) => ({
      file,
      names: new Set(
        [...text.matchAll(/^\s*#?\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/gm)].map(([, name = '']) => name),
      ),
    })),
  }
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

/** The Dockerfile that a service is built from, when it is in the folder. */
export function dockerfileOf(
  folder: Folder,
  { directory }: Application,
  build: unknown,
): Dockerfile | undefined {
  const path = buildPath(directory, build)?.dockerfile
  return folder.dockerfiles.find(({ file }) => file === path)
}

/** Context and Dockerfile of a `build`, relative to the root; undefined where a variable, a URL or nonsense is in it. */
export function buildPath(
  directory: string,
  build: unknown,
): { context: string; dockerfile: string } | undefined {
  const written = typeof build === 'string' ? { context: build } : build
  const parsed = buildShape.safeParse(written)
  if (!parsed.success) return undefined
  const { context, dockerfile } = parsed.data
  if (/\$|:\/\/|^git@/.test(`${context}${dockerfile}`)) return undefined
  const from = below(directory, context)
  return { context: from, dockerfile: below(from, dockerfile) }
}

const buildShape = z.looseObject({
  context: z.string().default('.'),
  dockerfile: z.string().default('Dockerfile'),
})
