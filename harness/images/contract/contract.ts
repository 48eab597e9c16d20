/** What the documentation of an official image promises, as rows that are executed against a stand-in. */
export type Contract = {
  /** Name in the list of needed images. */
  image: string
  /** The documentation that the rows are taken from. */
  source: string
  rows: readonly Row[]
}

/** One promise. Each row has containers, a network and a volume of its own, removed afterwards. */
export type Row = {
  /** Names the case. */
  name: string
  /** Looked at without a container: the image's own configuration must hold these values. */
  declares?: Declared
  /** Started one after the other on the same volume. */
  starts?: readonly Start[]
}

export type Declared = {
  ports?: readonly string[]
  volumes?: readonly string[]
  stopSignal?: string
  entrypoint?: readonly string[]
  command?: readonly string[]
  variables?: Readonly<Record<string, string>>
}

export type Start = {
  user?: string
  readOnly?: true
  environment?: Readonly<Record<string, string>>
  /** tmpfs path to its options. */
  tmpfs?: Readonly<Record<string, string>>
  /** Path in the container to its content; put there before the start, readable by everyone, a script executable. */
  files?: Readonly<Record<string, string>>
  /** Where the row's volume is mounted. */
  volume?: string
  command?: readonly string[]
  /** Asked inside until it exits with 0; without it the container is expected to end by itself. */
  ready?: readonly string[]
  /** Asked once when it is ready. */
  checks?: readonly Check[]
  /** What a container that ends by itself must give. */
  ends?: { exitCode: number; prints?: string }
  /** Sent when all checks are done; the exit code that must follow. */
  stop?: { exitCode: number }
}

/** A command inside the container, and what it must print, trimmed. */
export type Check = { run: readonly string[]; prints: string | RegExp }

/** `sh -c` with one text. */
export function shell(text: string): readonly string[] {
  return ['sh', '-c', text]
}

/** The real uid and gid of the container's first process, whatever started it. */
export const firstProcess = shell("awk '/^(Uid|Gid)/ { print $2 }' /proc/1/status | paste -sd:")
