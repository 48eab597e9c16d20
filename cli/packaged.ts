#!/usr/bin/env node
import { inspect } from './inspect-command.ts'
import { start } from './start.ts'

const oldest = 24

// What the npm package has: the command that needs files alone. The others raise stacks and want the repository.
if (Number.parseInt(process.versions.node, 10) >= oldest) {
  process.exitCode = await start(process.argv.slice(2), { inspect })
} else {
  console.error(`error: Node: expected ${oldest} or newer, found ${process.version}`)
  console.error(`next: run it by npx -p node@${oldest} -p stackproof stackproof`)
  process.exitCode = 2
}
