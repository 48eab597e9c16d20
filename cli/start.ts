import { Failure } from '../harness/stack/failure.ts'
import type { ExitCode } from '../reports/record/run.ts'
import { type Commands, readCall } from './arguments.ts'
import { helpText } from './help.ts'

// Only Node's own modules may be imported above: the launcher checks a call before npm packages are there.

/** Runs the command that the words name, or tells what is wrong; never throws. */
export async function start(words: readonly string[], commands: Commands): Promise<ExitCode> {
  return main(words, commands).catch(report)
}

async function main(words: readonly string[], commands: Commands): Promise<ExitCode> {
  const call = readCall(words, commands)
  if (process.env.STACKPROOF_CALL_ONLY !== undefined) return 0
  if ('help' in call) {
    console.log(helpText(commands, call.help))
    return 0
  }
  const loaded = await commands[call.command]?.load()
  return loaded === undefined ? 2 : loaded.run(call)
}

/** Prints what went wrong and gives its exit code; an error without a known cause keeps its stack. */
function report(thrown: unknown): ExitCode {
  // A tidying that failed too carries the first failure: that one is what went wrong.
  const error = thrown instanceof SuppressedError ? thrown.suppressed : thrown
  if (error !== thrown) console.error('and tidying up failed:', thrown)
  if (!(error instanceof Failure)) {
    console.error('error: stackproof: expected no error without a name, found', error)
    return 3
  }
  console.error(`error: ${error.message}`)
  if (error.next !== '') console.error(`next: ${error.next}`)
  return error.exitCode
}
