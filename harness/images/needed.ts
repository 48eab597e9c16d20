/** An image that a stack or the harness runs, as data: a config may list its own. */
export type NeededImage = Recipe & (OfficialImage | ApplicationImage | ToolImage)

/** How an image is made here. Paths are relative to the project's root. */
type Recipe = {
  /** Unique in its list; the stand-in is tagged `stackproof/<name>:<input hash>`. */
  name: string
  /** Folder (absolute, or from the project's root) with the Dockerfile and what it copies, or with `root-filesystem.sh`, which prints a tar archive. */
  context: string
  /** Build argument to the name of the image in the list that it takes. */
  parents: Readonly<Record<string, string>>
  /** Folders put into the context under another name: name to path. */
  beside?: Readonly<Record<string, string>>
  /** Prepared only where another one is built on it. */
  parentOnly?: true
}

/** Comes from a registry; where none answers, a stand-in is built that speaks the same contract. */
type OfficialImage = { origin: 'registry'; reference: string }
/** Built from the project's own sources and tagged `<repository>:sha-<input hash>`, as production pulls it. */
type ApplicationImage = { origin: 'application'; repository: string }
/** The harness' own. */
type ToolImage = { origin: 'tool' }

/** What the bundled stack and its harness run. */
export const bundledImages: readonly NeededImage[] = [
  official('base', 'debian:bookworm-slim', { parents: {}, parentOnly: true }),
  official('node', 'node:24-bookworm-slim', { parents: { BASE_IMAGE: 'base' }, parentOnly: true }),
  official('postgres', 'postgres:16.14-bookworm', { parents: { BASE_IMAGE: 'base', NODE_IMAGE: 'node' } }),
  official('redis', 'redis:7.2.5-bookworm', { parents: { BASE_IMAGE: 'base' } }),
  official('minio', 'minio/minio:RELEASE.2025-09-07T16-13-09Z', { parents: { BASE_IMAGE: 'base' } }),
  official('clamav', 'clamav/clamav:1.4.3_base', { parents: { BASE_IMAGE: 'base' } }),
  official('nginx', 'nginx:1.28.0-bookworm', { parents: { BASE_IMAGE: 'base' } }),
  {
    name: 'api',
    origin: 'application',
    repository: 'ghcr.io/pazpaz/api',
    context: 'compose/app/api',
    parents: { NODE_IMAGE: 'node' },
  },
  {
    name: 'web',
    origin: 'application',
    repository: 'ghcr.io/pazpaz/web',
    context: 'compose/app/web',
    parents: { NODE_IMAGE: 'node', NGINX_IMAGE: 'nginx' },
  },
  { name: 'mailpit', origin: 'tool', context: 'tools/mailpit', parents: { BASE_IMAGE: 'base' } },
  {
    name: 'kit',
    origin: 'tool',
    context: 'harness/probes/kit',
    parents: { NODE_IMAGE: 'node' },
    beside: { undici: 'node_modules/undici' },
  },
]

function official(
  name: string,
  reference: string,
  rest: Pick<Recipe, 'parents' | 'parentOnly'>,
): NeededImage {
  return { name, origin: 'registry', reference, context: `compose/airgap/${name}`, ...rest }
}
