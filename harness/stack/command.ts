import { ExecaError, execa } from 'execa'
import { EnvironmentError, Interrupted } from './failure.ts'

export type CommandOptions = {
  cwd?: string
  env?: Readonly<Record<string, string | undefined>>
  /** Seconds until the command is killed. Default 120. */
  deadline?: number
  signal?: AbortSignal
  /** The next step told when it fails. */
  next?: string
  input?: string
  /** Told its process id as soon as it runs. */
  started?: (pid: number) => void
}

export type Finished = { stdout: string; stderr: string; exitCode: number }

/**
 * Runs a command to its end and gives what it printed.
 * @throws EnvironmentError with the last 15 lines when it fails or passes its deadline; Interrupted on abort.
 */
export async function command(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const finished = await attempt(argv, options)
  if (finished.exitCode === 0) return finished.stdout
  const said = lastLines(`${finished.stdout}\n${finished.stderr}`, 15)
  throw new EnvironmentError(
    `${argv.slice(0, 4).join(' ')}: expected exit code 0, found ${finished.exitCode}\n${said}`,
    options.next ?? `run it by hand to see more: ${argv.join(' ')}`,
  )
}

/** Like `command`, but a non-zero exit is an answer, not an error; -1 stands for a passed deadline. */
export async function attempt(argv: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  const [file, ...rest] = argv
  if (file === undefined) throw new TypeError('command: expected a program, found an empty list')
  if (options.signal?.aborted) throw new Interrupted(`${file}: interrupted before it began`)
  const late = AbortSignal.timeout((options.deadline ?? 120) * 1000)
  const child = execa(file, rest, settings(options))
  if (child.pid !== undefined) options.started?.(child.pid)
  const release = stopGroup(child.pid, options.signal ? AbortSignal.any([options.signal, late]) : late)
  try {
    const done = await child
    return { stdout: done.stdout, stderr: done.stderr, exitCode: 0 }
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error
    if (options.signal?.aborted) throw new Interrupted(`${file}: interrupted`)
    const passed = late.aborted ? `\nstill running at its deadline of ${options.deadline ?? 120} s` : ''
    const why =
      error.exitCode === undefined && !late.aborted ? `\n${error.originalMessage ?? error.message}` : ''
    return {
      stdout: text(error.stdout),
      stderr: `${text(error.stderr)}${passed}${why}`,
      exitCode: late.aborted ? -1 : (error.exitCode ?? -1),
    }
  } finally {
    release()
  }
}

/** The last lines of a text, empty ones left out. */
export function lastLines(text: string, count: number): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.slice(-count).join('\n')
}

/** Between the request to end and the end by force: `docker compose` lets go of its calls within a second. */
const graceMs = 5000

/**
 * Ends a command and all that it started: `docker` does not hand a signal on to its plugins.
 * The group is its own, so that Ctrl-C reaches it by us alone and never cuts a teardown short.
 */
export function stopGroup(pid: number | undefined, signal: AbortSignal): () => void {
  if (pid === undefined) return () => {}
  let force: NodeJS.Timeout | undefined
  const stop = () => {
    send(pid, 'SIGTERM')
    force = setTimeout(() => send(pid, 'SIGKILL'), graceMs)
  }
  signal.addEventListener('abort', stop, { once: true })
  return () => {
    signal.removeEventListener('abort', stop)
    clearTimeout(force)
  }
}

function send(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal)
  } catch {
    // It has ended by itself meanwhile.
  }
}

function settings(options: CommandOptions) {
  return {
    detached: true,
    stripFinalNewline: true,
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
