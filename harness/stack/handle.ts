/** The serialisable description of a raised stack; runners attach to it and never raise one themselves. */
export type Handle = {
  runId: string
  /** Compose project name. */
  project: string
  /** Folder prepared for this stack: env file, secrets, certificates. Absolute. */
  directory: string
  /** Absolute path of the config file. */
  configFile: string
  /** What Compose is given, absolute: the files as they are, or a faulted model. */
  composeFiles: string[]
  /** The production files, whatever runs, absolute. */
  productionFiles: string[]
  /** The merged model that was applied (JSON, `ComposeModel`), absolute path. */
  modelFile: string
  /** Environment variables that were set for Compose, beside the env file. */
  variables: Record<string, string>
  published: { address: string; httpPort: number; httpsPort: number }
  /** PEM text of the edge's authority; absent: those that everyone trusts. */
  ca?: string
  /** Ids of the harness' own containers. */
  tools: {
    /** Host network and pid namespace: enters any container's network namespace. */
    kit: string
    /** On the edge's published network; adds an address per client. */
    clients?: string
    /** Plays the internet, one end of a veth pair. */
    outside?: string
    /** On a masqueraded network of its own: the control for every way out, and the neighbour project. */
    neighbour?: string
    mail?: string
  }
  outside?: { address: string; metadata: string; hostAddresses: string[] }
  neighbour?: { address: string; port: number }
  mail?: { api: string }
  /** TCP ports on which this machine listened before the stack was raised, as `address:port`. */
  listeningBefore: string[]
}

/** Environment variables through which the CLI tells a runner where it is. */
export const handleVariable = 'STACKPROOF_HANDLE'
/** Folder to which each worker appends its observations. */
export const recordVariable = 'STACKPROOF_RECORD'
/** Folder of the run for files that show what was seen; absent: none is kept. */
export const attachmentsVariable = 'STACKPROOF_ATTACHMENTS'
