/** Loads every program once while the image is built, so that their compiled code is kept. */
import './identity.ts'
import './keeper.ts'
import './namespace.ts'
import { load, names } from './programs.ts'

await Promise.all(names.map(load))
process.stdout.write(`${names.length} programs compiled\n`)
