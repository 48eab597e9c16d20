/** Runs one program: its name is the argument, its input one JSON line on stdin, its answer one on stdout. */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { load } from './programs.ts'

const program = await load(process.argv[2] ?? '')
const [line] = await once(createInterface({ input: process.stdin }), 'line')
const answer = await program.run(JSON.parse(line))
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0))
