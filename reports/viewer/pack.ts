import { writeFile } from 'node:fs/promises'
import { buildViewer } from './build.ts'

// Puts the built viewer where the npm package looks for it: node reports/viewer/pack.ts FILE
const [file = 'viewer.json'] = process.argv.slice(2)
await writeFile(file, JSON.stringify(await buildViewer()))
