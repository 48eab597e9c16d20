import { watch } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { until } from '../../harness/stack/until.ts'
import { projectRoot } from '../open-call.ts'

export type Ended = {
  exitCode: number | undefined
  stdout: string
  /** What stands on stderr from its closing `error: ` on; above it the progress may have told the same. */
  told: string
  seconds: number
}

/** A command under way, started as its user would, in a process group of its own. Disposing waits for its end. */
export type Call = AsyncDisposable & {
  pid: number
  /** Its `--out`, a folder of its own. */
  out: string
  ended: Promise<Ended>
  /** Waits until a line is printed that holds this text. */
  saying: (text: string) => Promise<void>
  /** Ids of the runs that it opened, also of one that has taken its folder away again. */
  runs: () => string[]
  /** Waits until what runs that died have left is swept, and the run has its folder; gives its id. */
  opened: () => Promise<string>
}

/** Beyond the end of any command here on a machine whose cores are all busy, short of the test's own time-out. */
export const patienceMs = 100_000

export async function startCall(
  words: readonly string[],
  env: Record<string, string> = {},
  folder = tmpdir(),
): Promise<Call> {
  const out = await mkdtemp(join(folder, 'stackproof-weather-'))
  const started = performance.now()
  const child = execa(process.execPath, ['cli/main.ts', ...words, '--out', out], {
    cwd: projectRoot,
    env,
    stdin: 'ignore',
    detached: true,
    reject: false,
  })
  const runs = new Set<string>()
  // A run's folder ends in its id.
  const watcher = watch(out, (_, folder) => runs.add(folder?.slice(-8) ?? ''))
  let printed = ''
  child.stdout.on('data', (chunk) => (printed += String(chunk)))
  const ended = child.then(({ exitCode, stdout, stderr }) => {
    const told = /^error: [\s\S]*/m.exec(stderr)?.[0] ?? ''
    return { exitCode, stdout, told, seconds: (performance.now() - started) / 1000 }
  })
  return {
    pid: child.pid ?? -1,
    out,
    ended,
    saying: async (text) => {
      const look = async () => printed
      await until({ what: `"${text}"`, look, done: (said) => said.includes(text), deadlineMs: patienceMs })
    },
    runs: () => [...runs],
    opened: async () => {
      const look = async () => [...runs]
      const done = (ids: string[]) => ids.length > 0
      const [id = ''] = await until({ what: 'a run folder', look, done, deadlineMs: patienceMs })
      return id
    },
    [Symbol.asyncDispose]: async () => {
      await ended
      watcher.close()
      await rm(out, { recursive: true, force: true })
    },
  }
}

/** Starts a command and waits for its end; nothing is left of its own folder in `folder`. */
export async function callAndWait(
  words: readonly string[],
  env: Record<string, string> = {},
  folder = tmpdir(),
): Promise<Ended> {
  await using call = await startCall(words, env, folder)
  return await call.ended
}

/** A config of `fixtures/data/weather/small`, by the defect in its name. */
export function weatherConfig(name: string): string {
  return join(projectRoot, 'fixtures', 'data', 'weather', 'small', `${name}.config.ts`)
}
