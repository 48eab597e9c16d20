import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { until } from '../../harness/stack/until.ts'
import { projectRoot } from '../open-call.ts'

export type Ended = { exitCode: number | undefined; stdout: string; stderr: string; seconds: number }

/** A command under way, started as its user would, in a process group of its own. Disposing waits for its end. */
export type Call = AsyncDisposable & {
  pid: number
  /** Its `--out`, a folder of its own. */
  out: string
  ended: Promise<Ended>
  /** Waits until a line is printed that holds this text. */
  saying: (text: string) => Promise<void>
  /** Waits until what runs that died have left is swept, and the run has its folder; gives its id. */
  opened: () => Promise<string>
}

/** Beyond the end of any command here, on a machine whose cores are all busy. */
export const patienceMs = 100_000

export async function startCall(words: readonly string[], env: Record<string, string> = {}): Promise<Call> {
  const out = await mkdtemp(join(tmpdir(), 'stackproof-weather-'))
  const started = performance.now()
  const child = execa(process.execPath, ['cli/main.ts', ...words, '--out', out], {
    cwd: projectRoot,
    env,
    stdin: 'ignore',
    detached: true,
    reject: false,
  })
  let printed = ''
  child.stdout.on('data', (chunk) => (printed += String(chunk)))
  const ended = child.then(({ exitCode, stdout, stderr }) => {
    return { exitCode, stdout, stderr, seconds: (performance.now() - started) / 1000 }
  })
  return {
    pid: child.pid ?? -1,
    out,
    ended,
    saying: async (text) => {
      const look = async () => printed
      await until({ what: `"${text}"`, look, done: (said) => said.includes(text), deadlineMs: patienceMs })
    },
    opened: () => openedIn(out),
    [Symbol.asyncDispose]: async () => {
      await ended
      await rm(out, { recursive: true, force: true })
    },
  }
}

/** Starts a command and waits for its end; nothing is left of its folder. */
export async function callAndWait(words: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  await using call = await startCall(words, env)
  return await call.ended
}

/** A config of `fixtures/data/weather/small`, by the defect in its name. */
export function weatherConfig(name: string): string {
  return join(projectRoot, 'fixtures', 'data', 'weather', 'small', `${name}.config.ts`)
}

/** Folders end in the id of their run. */
async function openedIn(out: string): Promise<string> {
  const [folder = ''] = await until({
    what: `a run folder in ${out}`,
    look: () => readdir(out),
    done: (folders) => folders.length > 0,
    deadlineMs: patienceMs,
    everyMs: 20,
  })
  return folder.slice(-8)
}
