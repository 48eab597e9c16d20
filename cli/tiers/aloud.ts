import { execa } from 'execa'

/** Runs a command with its output on ours and nothing on stdin; gives its exit code, -1 when a signal ended it. */
export async function runAloud(
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<number> {
  const [file = '', ...rest] = argv
  const done = await execa(file, rest, {
    cwd,
    env,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
  })
  return done.exitCode ?? -1
}
