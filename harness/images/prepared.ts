/** `reused`: at hand already; `ready`: pulled or built by this run. `tail`: the builder's last lines. */
export type ImageEvent = {
  name: string
  state: 'reused' | 'pulling' | 'building' | 'ready' | 'failed'
  seconds?: number
  tail?: readonly string[]
}

export type PreparedImage = {
  name: string
  /** What to put into the variable that names the image. */
  reference: string
  /** The official reference, when this is a stand-in. */
  standsInFor?: string
  /** `sha256:…` */
  id: string
  /** Installed Debian packages, name to version; absent for an image without dpkg. */
  versions?: Record<string, string>
}

/** By name; an image that is only a parent is left out. */
export type PreparedImages = Record<string, PreparedImage>
