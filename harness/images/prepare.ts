import { askRegistry } from './ask-registry.ts'
import { atMost } from './at-most.ts'
import { dockerCalls } from './docker.ts'
import type { DockerCalls } from './docker-calls.ts'
import { bundledImages, type NeededImage } from './needed.ts'
import { obtain, type Work } from './obtain.ts'
import type { ImageEvent, PreparedImage, PreparedImages } from './prepared.ts'

export type PrepareOptions = {
  /** Folder that contexts are relative to: the project's root. */
  root: string
  /** Default: what the bundled stack and its harness run. */
  images?: readonly NeededImage[]
  /** Which of them; default: all but those that are only parents. */
  names?: readonly string[]
  progress?: (event: ImageEvent) => void
  signal?: AbortSignal
  /** Default: the `docker` on PATH. */
  calls?: DockerCalls
}

/**
 * Sees to it that every needed image is at hand: one that is there is reused, an official one is pulled where a
 * registry answers, and the rest is built, two at a time. Nothing is built twice for the same inputs.
 * @throws BuildFailed with the builder's last lines; Interrupted on abort. What else was running is stopped first.
 */
export async function prepareImages(options: PrepareOptions): Promise<PreparedImages> {
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])])
  const work = await openWork(options, signal)
  const { names } = options
  const wanted = work.images.filter((image) => names?.includes(image.name) ?? image.parentOnly !== true)
  const running = wanted.map((image) => prepare(work, image))
  try {
    const prepared = await Promise.all(running)
    return Object.fromEntries(prepared.map((image) => [image.name, image]))
  } catch (error) {
    stop.abort(error)
    await Promise.allSettled([...running, ...work.started.values()])
    throw error
  }
}

async function openWork(options: PrepareOptions, signal: AbortSignal): Promise<Work> {
  const calls = options.calls ?? dockerCalls
  return {
    root: options.root,
    images: options.images ?? bundledImages,
    atHand: await calls.list(),
    calls,
    signal,
    tell: options.progress ?? (() => {}),
    pull: askRegistry(calls, signal),
    limit: atMost(2),
    started: new Map(),
  }
}

async function prepare(work: Work, image: NeededImage): Promise<PreparedImage> {
  const obtained = await obtain(work, image)
  const versions = await work.calls.packages(obtained.id, work.signal)
  return versions === undefined ? obtained : { ...obtained, versions }
}
