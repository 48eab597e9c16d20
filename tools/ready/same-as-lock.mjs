// Fails unless every installed npm package is the one that package-lock.json names.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2] ?? '.'
const packages = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).packages
const locked = packages('package-lock.json')
const strangers = Object.entries(packages('node_modules/.package-lock.json'))
  .filter(([path, found]) => locked[path]?.integrity !== found.integrity)
  .map(([path, found]) => `${path}: expected ${locked[path]?.version ?? 'none'}, found ${found.version}`)
if (strangers.length > 0) {
  console.error(strangers.join('\n'))
  process.exit(1)
}
