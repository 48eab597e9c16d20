import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { lastLines, stopGroup } from '../../harness/stack/command.ts'
import { Interrupted } from '../../harness/stack/failure.ts'
import { projectRoot } from '../open-call.ts'
import { type RunnerAnswer, runnerAnswer, type TrialRequest } from './messages.ts'

/** A test runner that stays: what it has loaded serves the next trial too. One trial at a time. */
export type ClaimRunner = AsyncDisposable & {
  /** A red claim, or a runner that broke, is an answer. @throws Interrupted on a signal. */
  run: (trial: TrialRequest) => Promise<RunnerAnswer>
}

/** Milliseconds: the slowest claims together take a tenth. */
const deadlineMs = 400_000

/** Starts a runner with this many workers; it gets ready while something else is done. */
export function openRunner(workers: number, signal: AbortSignal): ClaimRunner {
  const child = startHost(workers)
  const release = stopGroup(child.pid, signal)
  const ended = endOf(child)
  return {
    run: async (trial) => {
      const late = AbortSignal.timeout(deadlineMs)
      const inTime = stopGroup(child.pid, late)
      try {
        const answer = await Promise.race([ask(child, trial), ended])
        if (signal.aborted) throw new Interrupted('claims: interrupted')
        return typeof answer === 'string' ? broken(answer, late.aborted) : runnerAnswer.parse(answer[0])
      } finally {
        inTime()
      }
    },
    [Symbol.asyncDispose]: async () => {
      if (child.connected) child.disconnect()
      await ended
      release()
    },
  }
}

// Its group is its own: a signal ends it with all its workers, and Ctrl-C reaches it by us alone.
function startHost(workers: number): ChildProcess {
  const host = fileURLToPath(new URL('host.ts', import.meta.url))
  return fork(host, [projectRoot, String(workers)], {
    cwd: projectRoot,
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

/** Its answer; one that has ended gives none. */
function ask(child: ChildProcess, trial: TrialRequest): Promise<unknown[]> {
  const answer = once(child, 'message')
  if (child.connected) child.send(trial)
  return answer
}

function broken(said: string, late: boolean): RunnerAnswer {
  const why = late ? `still running at its deadline of ${deadlineMs} ms\n` : ''
  return { rows: [], problems: [`the runner broke: ${why}${said}`] }
}
