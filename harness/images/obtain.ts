import { Interrupted } from '../stack/failure.ts'
import { described, findAtHand, keyOf, parentsOf, referenceFor, type Shelf } from './at-hand.ts'
import { BuildFailed } from './build-failed.ts'
import type { BuildOrder, DockerCalls, PullOutcome } from './docker-calls.ts'
import type { NeededImage } from './needed.ts'
import type { ImageEvent, PreparedImage } from './prepared.ts'

/** One preparation: what is shared by all its images. */
export type Work = Shelf & {
  calls: DockerCalls
  signal: AbortSignal
  tell: (event: ImageEvent) => void
  pull: (reference: string) => Promise<PullOutcome>
  limit: <T>(job: () => Promise<T>) => Promise<T>
  started: Map<string, Promise<PreparedImage>>
}

/** Gets an image by the first way that works: at hand, pulled, built. The same image is got once per run. */
export function obtain(work: Work, image: NeededImage): Promise<PreparedImage> {
  const running = work.started.get(image.name) ?? obtainOnce(work, image)
  work.started.set(image.name, running)
  return running
}

async function obtainOnce(work: Work, image: NeededImage): Promise<PreparedImage> {
  const found = await findAtHand(work, image)
  if (found !== undefined) {
    work.tell({ name: image.name, state: 'reused' })
    return found
  }
  return (await pulled(work, image)) ?? built(work, image)
}

async function pulled(work: Work, image: NeededImage): Promise<PreparedImage | undefined> {
  if (image.origin !== 'registry') return undefined
  const { name, reference } = image
  const since = performance.now()
  work.tell({ name, state: 'pulling' })
  if ((await work.pull(reference)) !== 'pulled') return undefined
  const id = await work.calls.identify(reference)
  work.tell({ name, state: 'ready', seconds: secondsSince(since) })
  return { name, reference, id }
}

async function built(work: Work, image: NeededImage): Promise<PreparedImage> {
  const order = await orderFor(work, image)
  const since = await work.limit(() => build(work, order))
  const id = await work.calls.identify(order.tag)
  work.tell({ name: image.name, state: 'ready', seconds: secondsSince(since) })
  return { ...described(image, order.tag), id }
}

/** Parents come first; one that was pulled after all changes the tag. */
async function orderFor(work: Work, image: NeededImage): Promise<BuildOrder> {
  const { root, signal } = work
  const parents = parentsOf(work.images, image)
  const got = await Promise.all(
    parents.map(async ([argument, parent]) => {
      const prepared = await obtain(work, parent)
      return { argument, reference: prepared.reference, key: keyOf(parent, prepared) }
    }),
  )
  const keys = Object.fromEntries(got.map(({ argument, key }) => [argument, key]))
  const references = Object.fromEntries(got.map(({ argument, reference }) => [argument, reference]))
  return {
    image,
    root,
    signal,
    tag: await referenceFor(work, image, keys),
    labels: labelsFor(image),
    parents: references,
  }
}

/** The cache label is what `clean --cache` goes by. */
function labelsFor(image: NeededImage): Record<string, string> {
  const standsIn = image.origin === 'registry' ? { 'stackproof.stands-in-for': image.reference } : {}
  return { 'stackproof.cache': 'true', ...standsIn }
}

async function build(work: Work, order: BuildOrder): Promise<number> {
  const { name } = order.image
  const since = performance.now()
  if (work.signal.aborted) throw new Interrupted(`image ${name}: interrupted before it was built`)
  work.tell({ name, state: 'building' })
  try {
    await work.calls.build(order)
    return since
  } catch (error) {
    const tail = error instanceof BuildFailed ? { tail: error.tail } : {}
    work.tell({ name, state: 'failed', seconds: secondsSince(since), ...tail })
    throw error
  }
}

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10
}
