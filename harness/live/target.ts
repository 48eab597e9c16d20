import type { Edge } from '../probes/client.ts'

/** Somebody's deploy: where it was found, and what it is called. */
export type LiveTarget = Edge & {
  /** As browsers write it: scheme, name and port. */
  origin: string
}

/** The serialisable description of a deploy that others have raised; runners only look at it. */
export type LiveHandle = { runId: string; configFile: string; live: LiveTarget }
