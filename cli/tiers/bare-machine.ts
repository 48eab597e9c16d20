import { constants } from 'node:fs'
import { access, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attempt } from '../../harness/stack/command.ts'
import { cacheFolder } from '../../harness/stack/place.ts'
import type { Environment } from './own-command.ts'

/** An environment in which nothing that was installed by hand is found. Disposing removes its folder. */
export type BareMachine = AsyncDisposable & { environment: Environment; hidden: readonly string[] }

/** Programs that hide a missing step of the launcher. */
const names = ['go', 'gofmt', 'node', 'npm', 'npx', 'corepack', 'docker', 'docker-compose', 'dockerd']

/** What the launcher itself sets, and where its user keeps Docker's plugins. */
const ours = [
  'DOCKER_BUILDKIT',
  'DOCKER_CONFIG',
  'NODE_COMPILE_CACHE',
  'NPM_CONFIG_GLOBALCONFIG',
  'TESTCONTAINERS_RYUK_DISABLED',
]

/**
 * Hides from PATH every Go, Node and Docker that no package of the system owns, and what the launcher put there: a
 * folder that holds one is replaced by links to all else in it.
 */
export async function openBareMachine(path = process.env.PATH ?? ''): Promise<BareMachine> {
  const base = await mkdtemp(join(tmpdir(), 'stackproof-bare-'))
  const folders: string[] = []
  const hidden: string[] = []
  for (const folder of path.split(':').filter((one) => !one.startsWith(cacheFolder()))) {
    const here = await installedByHand(folder)
    hidden.push(...here.map((name) => join(folder, name)))
    folders.push(
      here.length === 0 ? folder : await linkedWithout(folder, here, join(base, `${folders.length}`)),
    )
  }
  const unset = Object.fromEntries(ours.map((name) => [name, undefined]))
  const own = { DOCKER_CONFIG: join(base, 'docker'), PATH: folders.join(':') }
  return {
    environment: { ...unset, ...own },
    hidden,
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true }),
  }
}

async function installedByHand(folder: string): Promise<string[]> {
  const owned = await Promise.all(
    names.map(async (name) => (await isProgram(join(folder, name))) && !(await isOwned(folder, name))),
  )
  return names.filter((_, i) => owned[i])
}

function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** The database of packages knows a file by the folder it was unpacked into: /usr/bin, not the link /bin. */
async function isOwned(folder: string, name: string): Promise<boolean> {
  const file = join(await realpath(folder), name)
  return (await attempt(['dpkg', '-S', file])).exitCode !== 1
}

async function linkedWithout(folder: string, hidden: readonly string[], into: string): Promise<string> {
  await mkdir(into)
  const kept = (await readdir(folder)).filter((name) => !hidden.includes(name))
  for (const name of kept) await symlink(join(folder, name), join(into, name))
  return into
}
