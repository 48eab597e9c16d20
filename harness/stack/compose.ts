import { z } from 'zod'
import type { ComposeModel } from '../model/compose.ts'
import { attempt, type CommandOptions, command, type Finished, lastLines } from './command.ts'
import { EnvironmentError, UsageError } from './failure.ts'

/** A Compose application under one project name. */
export type ComposeProject = {
  project: string
  files: readonly string[]
  envFile: string
  /** Set beside the env file; they win over it. */
  variables: Record<string, string>
  signal?: AbortSignal
}

export type ComposeContainer = {
  id: string
  name: string
  service: string
  state: string
  health: string
  exitCode: number
}

const listed = z.object({
  ID: z.string(),
  Name: z.string(),
  Service: z.string(),
  State: z.string(),
  Health: z.string().default(''),
  ExitCode: z.number().default(0),
})

// Compose wrote this file itself: only what we touch is checked, the rest is carried along as it is.
const merged = z.custom<ComposeModel>(
  (value) => z.looseObject({ services: z.record(z.string(), z.looseObject({})) }).safeParse(value).success,
)

/**
 * The merged model as Compose itself sees it.
 * @throws UsageError with Compose's own words: an unset variable, a file that does not parse.
 */
export async function composeConfig(project: ComposeProject): Promise<ComposeModel> {
  const done = await attempt([...base(project), 'config', '--format', 'json'], options(project, 30))
  if (done.exitCode !== 0) {
    throw new UsageError(
      `${project.files.join(', ')}: expected a valid Compose application, found\n${lastLines(done.stderr, 8)}`,
      'mend the file or set the variable that it names',
    )
  }
  const model = merged.parse(JSON.parse(done.stdout))
  return {
    ...model,
    networks: model.networks ?? {},
    volumes: model.volumes ?? {},
    secrets: model.secrets ?? {},
  }
}

/** Takes the project down. Where its volumes are kept every service may end in its own time; else nobody needs it. */
export async function composeDown(project: ComposeProject, keepVolumes = false): Promise<void> {
  const how = keepVolumes ? ['--timeout', '5'] : ['--timeout', '0', '--volumes']
  await command([...base(project), 'down', '--remove-orphans', ...how], options(project, 90))
}

/** Every container of the project, exited ones too. */
export async function composePs(project: ComposeProject): Promise<ComposeContainer[]> {
  const out = await command([...base(project), 'ps', '--all', '--format', 'json'], options(project, 30))
  return jsonLines(out).map((row) => {
    const c = listed.parse(row)
    return {
      id: c.ID,
      name: c.Name,
      service: c.Service,
      state: c.State,
      health: c.Health,
      exitCode: c.ExitCode,
    }
  })
}

/** Any other Compose command; a non-zero exit is an answer. */
export function compose(project: ComposeProject, argv: readonly string[], deadline = 60): Promise<Finished> {
  return attempt([...base(project), ...argv], options(project, deadline))
}

/** The error for a stack that did not get healthy: names the services and shows their last lines. */
export async function notHealthy(project: ComposeProject, up: Finished): Promise<EnvironmentError> {
  const containers = await composePs(project)
  const sick = containers.filter((c) => !isWell(c))
  const logs = await Promise.all(
    sick.map((c) => compose(project, ['logs', '--no-color', '--tail', '12', c.service])),
  )
  const said = sick.map(
    (c, i) => `${c.service} is ${c.state} ${c.health} (exit code ${c.exitCode})\n${logs[i]?.stdout ?? ''}`,
  )
  // One that was made and never started has no lines of its own: Compose says why, a taken port for one.
  const unstarted = sick.length === 0 || sick.some(({ state }) => state === 'created')
  if (unstarted) said.push(lastLines(up.stderr, sick.length === 0 ? 15 : 3))
  return new EnvironmentError(
    `stack ${project.project}: expected every service healthy, found\n${said.join('\n')}`,
    'read the lines above; `./stackproof up` raises it to look at',
  )
}

/** Healthy, or running where there is no health check (Compose says '', the engine 'none'), or done without an error. */
export function isWell({
  state,
  health,
  exitCode,
}: Pick<ComposeContainer, 'state' | 'health' | 'exitCode'>): boolean {
  if (state === 'exited') return exitCode === 0
  return state === 'running' && ['healthy', 'none', ''].includes(health)
}

function base(project: ComposeProject): string[] {
  const files = project.files.flatMap((file) => ['--file', file])
  return ['docker', 'compose', '--project-name', project.project, '--env-file', project.envFile, ...files]
}

function options(project: ComposeProject, deadline: number): CommandOptions {
  return {
    env: { ...project.variables, COMPOSE_PROGRESS: 'plain', COMPOSE_MENU: 'false' },
    deadline,
    ...(project.signal === undefined ? {} : { signal: project.signal }),
  }
}

// Compose prints one object a line, older ones a single array.
function jsonLines(out: string): unknown[] {
  const trimmed = out.trim()
  if (trimmed.startsWith('[')) return z.array(z.unknown()).parse(JSON.parse(trimmed))
  return trimmed === '' ? [] : trimmed.split('\n').map((line): unknown => JSON.parse(line))
}
