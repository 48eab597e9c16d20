import { type ChildProcess, fork } from 'node:child_process'
import { on, once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { lastLines, stopGroup } from '../../harness/stack/command.ts'
import { Interrupted } from '../../harness/stack/failure.ts'
import { projectRoot } from '../open-call.ts'
import { type Lane, type RunnerAnswer, runnerAnswer, type TrialRequest } from './messages.ts'

type Trial = Omit<TrialRequest, 'lane'>

/** Tries claims, one trial at a time. */
export type ClaimRunner = {
  /** A red claim, or a runner that broke, is an answer. @throws Interrupted on a signal. */
  run: (trial: Trial) => Promise<Omit<RunnerAnswer, 'lane'>>
}

/** A test runner that stays, in one process: what it has loaded serves the next trial too. */
export type ClaimRunners = AsyncDisposable & Record<Lane, ClaimRunner>

/** Milliseconds: the slowest claims together take a tenth. */
const deadlineMs = 400_000

/** Starts the runner; it gets ready while something else is done. */
export function openRunners(signal: AbortSignal): ClaimRunners {
  const child = startHost()
  const release = stopGroup(child.pid, signal)
  const ended = endOf(child)
  const runner = (lane: Lane): ClaimRunner => ({
    run: async (trial) => {
      const late = AbortSignal.timeout(deadlineMs)
      const inTime = stopGroup(child.pid, late)
      try {
        const answer = await Promise.race([ask(child, { lane, ...trial }), ended])
        if (signal.aborted) throw new Interrupted('claims: interrupted')
        return typeof answer === 'string' ? broken(answer, late.aborted) : answer
      } finally {
        inTime()
      }
    },
  })
  return {
    reading: runner('reading'),
    changing: runner('changing'),
    [Symbol.asyncDispose]: async () => {
      if (child.connected) child.disconnect()
      await ended
      release()
    },
  }
}

// Its group is its own: a signal ends it with all its workers, and Ctrl-C reaches it by us alone.
function startHost(): ChildProcess {
  const host = fileURLToPath(new URL('host.ts', import.meta.url))
  return fork(host, [projectRoot], {
    cwd: projectRoot,
    // Its isolates, one for each worker, would keep tens of megabytes of garbage each.
    execArgv: ['--max-semi-space-size=1', '--optimize-for-size'],
    env: { ...process.env, FORCE_COLOR: '0' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

/** The last lines that it printed, once it has ended. */
async function endOf(child: ChildProcess): Promise<string> {
  const outputs = [child.stdout, child.stderr].map((output) => (output ? text(output).catch(String) : ''))
  await once(child, 'exit')
  return lastLines((await Promise.all(outputs)).join('\n'), 30)
}

/** The answer of the lane that was asked; a process that has ended gives none. */
async function ask(child: ChildProcess, request: TrialRequest): Promise<RunnerAnswer> {
  const answers = on(child, 'message')
  if (child.connected) child.send(request)
  for await (const [message] of answers) {
    const answer = runnerAnswer.parse(message)
    if (answer.lane === request.lane) return answer
  }
  throw new Error('the runner: expected an answer, found the end of its messages')
}

function broken(said: string, late: boolean): Omit<RunnerAnswer, 'lane'> {
  const why = late ? `still running at its deadline of ${deadlineMs} ms\n` : ''
  return { rows: [], problems: [`the runner broke: ${why}${said}`] }
}
