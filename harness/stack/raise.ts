import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ComposeModel } from '../model/compose.ts'
import type { RaisedTools, Tools } from '../probes/tools.ts'
import { capture } from './capture.ts'
import { type ComposeProject, composeDown, notHealthy } from './compose.ts'
import { EnvironmentError } from './failure.ts'
import { type Guests, raiseGuests } from './guests.ts'
import type { Handle } from './handle.ts'
import type { LoadedConfig } from './load-config.ts'
import { ownModel } from './own-model.ts'
import { cacheFolder, projectName } from './place.ts'
import { freePort, requireFree } from './ports.ts'
import { fileOf, type Prepared, prepare } from './prepare.ts'
import { runVariables } from './run-variables.ts'
import { composeUp } from './up.ts'

export type RaiseOptions = {
  loaded: LoadedConfig
  runId: string
  /** Lower-case word that tells the run's stacks apart. */
  stack: string
  /** Image variables and what they hold, and the harness' own images. */
  images: { variables: Record<string, string>; kit: string; mail: string }
  /** The run's own containers; awaited before anything of the stack starts, so that they see the machine as it was. */
  tools: Promise<RaisedTools>
  /** Where evidence goes when the stack does not come up. */
  evidence: string
  mask: (text: string) => string
  /** Learns the secrets of the stack before anything can print them. */
  onPrepared?: (prepared: Prepared) => Promise<void>
  signal?: AbortSignal
  published?: { address: string; httpPort?: number; httpsPort?: number }
}

/** A stack that is up and healthy, with the harness' own containers beside it; disposing takes all down. */
export type RaisedStack = AsyncDisposable & {
  handle: Handle
  handleFile: string
  project: ComposeProject
  /** What Compose applied. */
  model: ComposeModel
  /** Writes down what it can still tell. */
  keepEvidence: () => Promise<void>
}

/**
 * Raises the production files as they are (decision 0051) under a project of their own and waits until all is healthy.
 * @throws EnvironmentError when a port is taken or a service does not get healthy (evidence is kept first).
 */
export async function raise(options: RaiseOptions): Promise<RaisedStack> {
  const directory = cacheFolder('runs', options.runId, options.stack)
  await using undo = new AsyncDisposableStack()
  undo.defer(() => rm(directory, { recursive: true, force: true }))
  const prepared = await prepare(options.loaded, directory, options.signal)
  await options.onPrepared?.(prepared)
  const published = await choosePorts(options)
  const tools = await options.tools
  const production = describeProject(options, prepared, published, tools)
  const { model, modelFile, project } = await ownModel(production, { ...options, published, directory })
  undo.defer(() => composeDown(withoutSignal(project)))
  await up(project, options)
  const guests = await raiseGuests({
    ...options,
    config: options.loaded.config,
    project: project.project,
    model,
    tools,
  })
  undo.use(guests)
  const handle = describeHandle(options, prepared, published, guests, { modelFile, project, production })
  const handleFile = join(directory, 'handle.json')
  await writeFile(handleFile, JSON.stringify(handle, null, 2))
  const down = undo.move()
  return {
    handle,
    handleFile,
    project,
    model,
    keepEvidence: () => keepEvidence(project, options),
    [Symbol.asyncDispose]: () => down.disposeAsync(),
  }
}

async function up(project: ComposeProject, options: RaiseOptions): Promise<void> {
  const done = await composeUp(project, 90)
  options.signal?.throwIfAborted()
  if (done.exitCode === 0) return
  const problem = await notHealthy(withoutSignal(project), done)
  await keepEvidence(project, options)
  const next = `read the lines above, then logs, inspect, networks and config in ${options.evidence}`
  throw new EnvironmentError(options.mask(problem.message), next)
}

function keepEvidence(
  project: ComposeProject,
  { evidence, mask }: Pick<RaiseOptions, 'evidence' | 'mask'>,
): Promise<void> {
  return capture(withoutSignal(project), evidence, mask)
}

export async function choosePorts(options: Pick<RaiseOptions, 'published'>): Promise<Handle['published']> {
  const address = options.published?.address ?? '127.0.0.1'
  const { httpPort, httpsPort } = options.published ?? {}
  for (const port of [httpPort, httpsPort]) if (port !== undefined) await requireFree(address, port)
  return {
    address,
    httpPort: httpPort ?? (await freePort(address)),
    httpsPort: httpsPort ?? (await freePort(address)),
  }
}

/** The production files under a project of the run's own, with what a run may set. */
export function describeProject(
  options: Pick<RaiseOptions, 'loaded' | 'runId' | 'stack' | 'images' | 'signal'>,
  prepared: Prepared,
  published: Handle['published'],
  { outside }: Pick<Tools, 'outside'>,
): ComposeProject {
  const { config } = options.loaded
  return {
    project: projectName(options.runId, options.stack),
    files: config.compose.files.map((file) => fileOf(options.loaded, file, prepared.directory)),
    envFile: prepared.envFile,
    variables: {
      ...config.variables.set,
      ...options.images.variables,
      ...runVariables(config, published, outside.address),
    },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  }
}

function describeHandle(
  options: RaiseOptions,
  prepared: Prepared,
  published: Handle['published'],
  guests: Guests,
  {
    modelFile,
    project,
    production,
  }: { modelFile: string; project: ComposeProject; production: ComposeProject },
): Handle {
  return {
    runId: options.runId,
    project: project.project,
    directory: prepared.directory,
    configFile: options.loaded.file,
    composeFiles: [...project.files],
    productionFiles: [...production.files],
    modelFile,
    variables: project.variables,
    published,
    ...(prepared.ca !== undefined && { ca: prepared.ca }),
    ...guests.described,
  }
}

function withoutSignal(project: ComposeProject): ComposeProject {
  const { signal: _, ...rest } = project
  return rest
}
