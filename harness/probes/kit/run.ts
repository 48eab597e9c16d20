import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export type Ran = { code: number; stdout: string; stderr: string }

/** Runs a command to its end, whatever its exit code. Throws when it cannot be started or outlives the deadline. */
export async function run(
  [command = '', ...args]: string[],
  options: { input?: string; env?: Record<string, string>; deadlineMs?: number } = {},
): Promise<Ran> {
  const deadlineMs = options.deadlineMs ?? 5000
  const child = spawn(command, args, { env: { ...process.env, ...options.env }, timeout: deadlineMs })
  // A command that ends before it has read its input says why by its exit code.
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  const closed = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) =>
      code === null
        ? reject(new Error(`${command}: no end within ${deadlineMs} ms (${signal})`))
        : resolve(code),
    )
  })
  const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}

/** As `run`, for a command that must succeed. */
export async function must(command: string[], options: { input?: string } = {}): Promise<string> {
  const { code, stdout, stderr } = await run(command, options)
  if (code !== 0) throw new Error(`${command.join(' ')}: expected exit 0, found ${code}: ${stderr.trim()}`)
  return stdout
}
