import { inputHash } from './input-hash.ts'
import type { NeededImage } from './needed.ts'
import type { PreparedImage } from './prepared.ts'

/** Where to look: the list of needed images, and reference to id of those that Docker has. */
export type Shelf = { root: string; images: readonly NeededImage[]; atHand: ReadonlyMap<string, string> }

/** The official image, or what was built from the same inputs; undefined when Docker has neither. */
export async function findAtHand(shelf: Shelf, image: NeededImage): Promise<PreparedImage | undefined> {
  const official = officialAtHand(shelf, image)
  if (official !== undefined) return official
  const reference = await referenceFor(shelf, image, await expectedParents(shelf, image))
  const id = shelf.atHand.get(reference)
  return id === undefined ? undefined : { ...described(image, reference), id }
}

/** The tag under which an image is built here: it ends in the hash of its inputs. */
export async function referenceFor(
  shelf: Pick<Shelf, 'root'>,
  image: NeededImage,
  parents: Readonly<Record<string, string>>,
): Promise<string> {
  const hash = await inputHash(shelf.root, image, parents)
  return image.origin === 'application'
    ? `${image.repository}:sha-${hash}`
    : `stackproof/${image.name}:${hash}`
}

/** What a built image is told as, its id aside. */
export function described(image: NeededImage, reference: string): Omit<PreparedImage, 'id'> {
  const standsIn = image.origin === 'registry' ? { standsInFor: image.reference } : {}
  return { name: image.name, reference, ...standsIn }
}

/** What identifies a parent in its child's hash: the id of a pulled image, the hashed tag of one built here. */
export function keyOf(image: NeededImage, prepared: PreparedImage): string {
  return image.origin === 'registry' && prepared.standsInFor === undefined ? prepared.id : prepared.reference
}

/** Each build argument's image, looked up in the list. Throws when the list lacks it. */
export function parentsOf(images: readonly NeededImage[], image: NeededImage): [string, NeededImage][] {
  return Object.entries(image.parents).map(([argument, name]) => {
    const parent = images.find((other) => other.name === name)
    if (parent !== undefined) return [argument, parent]
    throw new Error(`image ${image.name}: expected its parent ${name} in the list of images, found none`)
  })
}

function officialAtHand(shelf: Shelf, image: NeededImage): PreparedImage | undefined {
  if (image.origin !== 'registry') return undefined
  const id = shelf.atHand.get(image.reference)
  return id === undefined ? undefined : { name: image.name, reference: image.reference, id }
}

/** The parents' keys as they are, or would be if nothing could be pulled: known without asking anyone. */
async function expectedParents(shelf: Shelf, image: NeededImage): Promise<Record<string, string>> {
  const keys = parentsOf(shelf.images, image).map(async ([argument, parent]) => {
    const official = officialAtHand(shelf, parent)
    const key = official?.id ?? (await referenceFor(shelf, parent, await expectedParents(shelf, parent)))
    return [argument, key] as const
  })
  return Object.fromEntries(await Promise.all(keys))
}
