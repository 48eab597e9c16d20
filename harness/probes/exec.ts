import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { docker } from './docker.ts'

export type ExecResult = { exitCode: number; stdout: string; stderr: string }
export type ExecOptions = { input?: string; user?: string; deadlineMs?: number }

/** Runs a command in a running container. Throws when it has not ended by the deadline (default 10 s). */
export async function exec(
  container: string,
  command: string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  const running = await start(container, command, options)
  const deadlineMs = options.deadlineMs ?? 10_000
  const giveUp = (found: string) =>
    running.stream.destroy(
      new Error(
        `exec of ${command.join(' ')} in ${container.slice(0, 12)}: expected an end within ${deadlineMs} ms, ${found}`,
      ),
    )
  const late = () =>
    running.state().then(
      (state) => giveUp(`found ${state}`),
      (error) => giveUp(String(error)),
    )
  const timer = setTimeout(() => void late(), deadlineMs)
  try {
    const [stdout, stderr] = await Promise.all([text(running.stdout), text(running.stderr)])
    return { exitCode: await running.exitCode(), stdout, stderr }
  } finally {
    clearTimeout(timer)
  }
}

/** Runs a shell script in a container that has `sh`. The script is an argument: no secret belongs in it. */
export function shell(container: string, script: string, options: ExecOptions = {}): Promise<ExecResult> {
  return exec(container, ['sh', '-c', script], options)
}

/** A command that was started and not waited for; ending `stream` ends its stdin. */
export async function start(container: string, command: string[], options: ExecOptions = {}) {
  const created = await (await docker()).getContainer(container).exec({
    Cmd: command,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    ...(options.user !== undefined && { User: options.user }),
  })
  const stream = await created.start({ hijack: true, stdin: true })
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  created.modem.demuxStream(stream, stdout, stderr)
  for (const over of ['end', 'close']) stream.on(over, () => [stdout, stderr].map((output) => output.end()))
  stream.on('error', (error: Error) => [stdout, stderr].map((output) => output.destroy(error)))
  if (options.input !== undefined) stream.write(options.input)
  const exitCode = async () => (await created.inspect()).ExitCode ?? -1
  const state = async () =>
    (await created.inspect()).Running ? 'it still running' : 'it ended, its output not'
  return { stream, stdout, stderr, exitCode, state }
}
