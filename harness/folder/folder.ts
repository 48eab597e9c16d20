import { z } from 'zod'
import { type Application, applicationsOf } from './application.ts'
import { type Crontab, isCrontab, parseCrontab } from './crontab.ts'
import { type Dockerfile, parseDockerfile, stageNamed } from './dockerfile.ts'
import type { Files } from './files.ts'
import { type NginxSite, nginxSites } from './nginx-sites.ts'
import { below, leaves } from './paths.ts'
import { scriptsOf } from './scripts.ts'
import type { Script } from './shell.ts'
import { parseWorkflow, type Workflow } from './workflow.ts'

/** All that a folder ships and that decides how its stack runs; nothing in it was run. */
export type Folder = {
  files: Files
  applications: Application[]
  dockerfiles: Dockerfile[]
  nginx: NginxSite[]
  workflows: Workflow[]
  crontabs: Crontab[]
  /** Shell text of files, steps, crontabs and containers. */
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
  const applications = applicationsOf(files)
  return {
    files,
    applications,
    dockerfiles: read(dockerfileName, parseDockerfile),
    nginx: nginxSites(files),
    workflows,
    crontabs,
    scripts: scriptsOf(files, workflows, crontabs, applications),
    settings: read(settingsName, (text, file) => ({
      file,
      names: new Set(
        [...text.matchAll(/^[ \t]*#?[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*(?:=|:(?=[ \t]))/gm)].map(
          ([, name = '']) => name,
        ),
      ),
    })),
  }
}

/** The Dockerfile that a service is built from, when it is in the folder, up to the stage that is asked for. */
export function dockerfileOf(
  folder: Folder,
  { directory }: Application,
  build: unknown,
): Dockerfile | undefined {
  const path = buildPath(directory, build)
  const found = folder.dockerfiles.find(({ file }) => file === path?.dockerfile)
  const stage = found && path?.target !== undefined ? stageNamed(found, path.target) : undefined
  if (found === undefined || stage === undefined) return found
  return { ...found, stages: found.stages.slice(0, found.stages.indexOf(stage) + 1) }
}

/**
 * Context and Dockerfile of a `build` in long syntax, relative to the root; undefined outside it, and of a variable, a
 * URL, a Dockerfile written inline or nonsense.
 */
export function buildPath(
  directory: string,
  build: unknown,
): { context: string; dockerfile: string; target?: string | undefined } | undefined {
  const parsed = buildShape.safeParse(build)
  if (!parsed.success) return undefined
  const { context, dockerfile, target } = parsed.data
  if (/\$|:\/\/|^git@/.test(`${context}${dockerfile}`)) return undefined
  const from = below(directory, context)
  if (leaves(directory, context) || leaves(from, dockerfile)) return undefined
  return { context: from, dockerfile: below(from, dockerfile), target }
}

const buildShape = z.looseObject({
  context: z.string().default('.'),
  // The model gives every build one but those that write it inline.
  dockerfile: z.string(),
  target: z.string().optional(),
})
