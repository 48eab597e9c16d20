import type { NeededImage } from './needed.ts'

/** What one build needs. */
export type BuildOrder = {
  image: NeededImage
  /** Folder that the image's paths are relative to. */
  root: string
  tag: string
  labels: Readonly<Record<string, string>>
  /** Build argument to image reference. */
  parents: Readonly<Record<string, string>>
  signal: AbortSignal
}

/** `unknown`: the registry answered and has no such image; `silent`: none answered. */
export type PullOutcome = 'pulled' | 'unknown' | 'silent'

/** The calls that preparing images makes to Docker. */
export type DockerCalls = {
  /** Reference to image id, of all images at hand. */
  list: () => Promise<Map<string, string>>
  pull: (reference: string, signal: AbortSignal) => Promise<PullOutcome>
  /** Throws BuildFailed, or Interrupted. */
  build: (order: BuildOrder) => Promise<void>
  /** The image's id. */
  identify: (reference: string) => Promise<string>
  /** Debian package to version; undefined for an image without dpkg. */
  packages: (id: string, signal: AbortSignal) => Promise<Record<string, string> | undefined>
}
