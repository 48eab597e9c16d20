import { commands } from './commands.ts'
import { start } from './start.ts'

process.exitCode = await start(process.argv.slice(2), commands)
// All is tidied up: what still waits for an answer from far away must not hold whoever has interrupted it.
if (process.exitCode === 130) setTimeout(() => process.exit(), 500).unref()
