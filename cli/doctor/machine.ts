import { readFile } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { chromiumOptions } from '../../harness/probes/chromium.ts'
import { freeBytes } from '../../harness/stack/room.ts'
import { amount, atLeast, type Component, present } from './component.ts'

const project = join(import.meta.dirname, '../..')
const gibibyte = 1024 ** 3
/** Debian gives a machine of 4 GiB some 3.8. */
const leastMemory = 3.5
/** Images, build cache and volumes of one gate, with as much again. */
const leastDisk = 10

/** Node, the npm packages, and the size of this machine; `dataRoot` is where Docker keeps its images. */
export async function machine(dataRoot: string | undefined): Promise<Component[]> {
  return [
    atLeast('Node', '24.0', process.version),
    await npmPackages(),
    amount('cores', 2, availableParallelism(), ['cores', 'use a larger machine']),
    amount('memory', leastMemory, totalmem() / gibibyte, ['GiB', 'use a larger machine']),
    await freeDisk(dataRoot ?? '/'),
    {
      component: 'Chromium',
      needed: 'smoke, faults, test',
      found: chromiumOptions.executablePath ?? 'none: they install it',
      ok: true,
      get: '',
    },
    { component: 'ports 80, 443', needed: 'none', found: 'runs publish on free ports', ok: true, get: '' },
  ]
}

async function npmPackages(): Promise<Component> {
  const installed = join(project, 'node_modules/.package-lock.json')
  const found = await readFile(installed, 'utf8').then(
    () => 'installed',
    () => undefined,
  )
  return present('npm packages', 'as in package-lock.json', found)
}

async function freeDisk(folder: string): Promise<Component> {
  const free = (await freeBytes(folder)) / gibibyte
  return amount('free disk', leastDisk, free, ['GiB', 'free some space, or: ./stackproof clean --cache'])
}
