import { createMask } from './mask.ts'
import { openRecorder } from './recorder.ts'
import { control, evidence } from './sample-claims.ts'

/** Records half a row into the folder it is given, says so, and stays until it is killed. */
const recorder = openRecorder({ directory: process.argv[2] ?? '', worker: 'killed', mask: createMask([]) })
const key = { claim: 'ISO-02', row: 'api' }
recorder.begin(key, 'sample-worker.ts:9')
recorder.observe(key, control())
recorder.observe(key, evidence())
process.send?.('recorded')
