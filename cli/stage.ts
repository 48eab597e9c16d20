import { join, resolve } from 'node:path'
import { createMask } from '../harness/claims/mask.ts'
import type { Secret } from '../harness/claims/secret-forms.ts'
import { bundledImages, type NeededImage } from '../harness/images/needed.ts'
import { prepareImages } from '../harness/images/prepare.ts'
import type { ImageEvent, PreparedImages } from '../harness/images/prepared.ts'
import { type RaisedTools, raiseTools } from '../harness/probes/tools.ts'
import { command } from '../harness/stack/command.ts'
import { EnvironmentError, Interrupted } from '../harness/stack/failure.ts'
import type { LoadedConfig } from '../harness/stack/load-config.ts'
import type { OpenRun } from '../harness/stack/open-run.ts'
import { readSecrets } from '../harness/stack/prepare.ts'
import { type RaisedStack, type RaiseOptions, raise } from '../harness/stack/raise.ts'
import { needRoom } from '../harness/stack/room.ts'
import { settled } from '../harness/stack/settled.ts'
import { projectRoot } from './open-call.ts'

/** What a run stands on: images, the harness' own containers, and the stacks raised so far. Disposing drops all. */
export type Stage = AsyncDisposable & {
  images: PreparedImages
  secrets: readonly Secret[]
  /** Raises one more stack under its own project. */
  raise: (stack: string, more?: Pick<RaiseOptions, 'published'>) => Promise<RaisedStack>
}

/** Volumes of two stacks, and their logs. Images that are not there yet take more, and tell so themselves. */
const leastRoom = 2 * 2 ** 30

/** Sees to the images, and that there is room for what is started from them. */
export async function stageImages(
  run: OpenRun,
  loaded: LoadedConfig,
  progress: (event: ImageEvent) => void,
): Promise<PreparedImages> {
  if (engineIsHere()) {
    const root = await command(['docker', 'info', '--format', '{{.DockerRootDir}}'], { signal: run.signal })
    await needRoom(root.trim(), leastRoom, 'containers and volumes')
  }
  return prepareImages({ root: projectRoot, ...imagesFor(loaded), progress, signal: run.signal })
}

/** What a stack takes, its own images among them, and what the harness runs beside any. */
function imagesFor({ config, directory }: LoadedConfig) {
  const own = config.images.map(
    (image): NeededImage => ({ ...image, origin: 'application', context: resolve(directory, image.context) }),
  )
  const images = [...bundledImages, ...own]
  const tools = images.filter(({ origin }) => origin === 'tool').map(({ name }) => name)
  return { images, names: [...tools, ...Object.values(config.variables.images)] }
}

/** The disk of an engine elsewhere cannot be looked at. */
function engineIsHere(): boolean {
  const { DOCKER_HOST: host = 'unix:' } = process.env
  return host.startsWith('unix:')
}

/** Starts the run's own containers; the stacks follow by `raise`. */
export function openStage(run: OpenRun, loaded: LoadedConfig, images: PreparedImages): Stage {
  const undo = new AsyncDisposableStack()
  const stop = new AbortController()
  const signal = AbortSignal.any([run.signal, stop.signal])
  const raising: Promise<RaisedStack>[] = []
  const secrets: Secret[] = []
  const references = runImages(loaded, images)
  const { kit } = references
  const tools: Promise<RaisedTools> = raiseTools({ runId: run.id, image: kit })
  // Told to whoever raises a stack; a rejection that nobody awaits yet would end the process before it tidies up.
  const started = tools.catch(() => undefined)
  undo.defer(async () => (await started)?.[Symbol.asyncDispose]())
  return {
    images,
    secrets,
    raise: (stack, more = {}) => {
      const raised = raise({
        loaded,
        runId: run.id,
        stack,
        images: references,
        tools,
        evidence: join(run.attachments, stack),
        mask: (text) => createMask(secrets).text(text),
        onPrepared: async ({ directory }) => {
          const found = await readSecrets(directory)
          secrets.push(...Object.entries(found).map(([name, value]) => ({ name: `${stack}/${name}`, value })))
        },
        signal,
        ...(more.published && { published: more.published }),
      })
      raising.push(raised)
      return raised
    },
    [Symbol.asyncDispose]: async () => {
      // A stack that is still on its way up when another step fails goes down as well.
      stop.abort(new Interrupted('the run ended before this stack was up'))
      const results = await Promise.allSettled(raising)
      const raised = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      undo.defer(async () => void (await settled(raised.map((one) => one[Symbol.asyncDispose]()))))
      await undo.disposeAsync()
    },
  }
}

/** What a stack is raised with: its image variables and what they hold, and the harness' own images. */
export function runImages({ config }: LoadedConfig, images: PreparedImages): RaiseOptions['images'] {
  const pairs = Object.entries(config.variables.images)
  return {
    variables: Object.fromEntries(pairs.map(([variable, name]) => [variable, referenceOf(images, name)])),
    kit: referenceOf(images, 'kit'),
    mail: referenceOf(images, 'mailpit'),
  }
}

/** Image reference to the official one that it stands in for. */
export function standInsOf(images: PreparedImages): Record<string, string> {
  return Object.fromEntries(
    Object.values(images).flatMap((one) =>
      one.standsInFor === undefined ? [] : [[one.reference, one.standsInFor]],
    ),
  )
}

function referenceOf(images: PreparedImages, name: string): string {
  const found = images[name]?.reference
  if (found !== undefined) return found
  throw new EnvironmentError(
    `image ${name}: expected one of ${Object.keys(images).join(', ')}, found an unknown name`,
    'mend variables.images in the config',
  )
}
