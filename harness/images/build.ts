import { access, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { Interrupted } from '../stack/failure.ts'
import { BuildFailed } from './build-failed.ts'
import type { BuildOrder } from './docker-calls.ts'
import { findAuthorities, readMirrors } from './mirrors.ts'
import { importRootFilesystem } from './root-filesystem.ts'

/** Builds one image with BuildKit. Mirrors and the machine's certificates are lent to the build, never kept. */
export async function buildImage(order: BuildOrder): Promise<void> {
  const context = resolve(order.root, order.image.context)
  const fromScript = await exists(join(context, 'root-filesystem.sh'))
  const done = fromScript ? await importRootFilesystem(order, context) : await dockerBuild(order, context)
  if (order.signal.aborted) throw new Interrupted(`image ${order.image.name}: interrupted while it was built`)
  if (done.exitCode !== 0) throw new BuildFailed(order.image.name, order.image.context, lastLines(done.all))
}

/** Seconds; a cold Go build on two busy cores took 210. */
const buildDeadline = 900

async function dockerBuild(order: BuildOrder, context: string) {
  const words = ['build', '--progress', 'plain', '--tag', order.tag, ...(await settings(order, context))]
  const options = {
    all: true,
    reject: false,
    timeout: buildDeadline * 1000,
    cancelSignal: order.signal,
    env: { DOCKER_BUILDKIT: '1' },
  } as const
  if (order.image.beside === undefined)
    return execa('docker', [...words, context], { ...options, stdin: 'ignore' })
  return execa('docker', [...words, '-'], { ...options, stdin: archive(order, context).stdout })
}

/** A context of several folders goes to the builder as an archive: no copy is made on disk. */
function archive({ image, root }: BuildOrder, context: string) {
  const added = Object.entries(image.beside ?? {}).flatMap(([name, path]) => [
    `--transform=s,^${path}\\($\\|/\\),${name}\\1,`,
    '-C',
    root,
    path,
  ])
  return execa('tar', ['-c', ...added, '-C', context, '.'], {
    encoding: 'buffer',
    buffer: false,
    reject: false,
  })
}

async function settings(order: BuildOrder, context: string): Promise<string[]> {
  const [dockerfile, mirrors, authorities] = await Promise.all([
    readFile(join(context, 'Dockerfile'), 'utf8'),
    readMirrors(),
    findAuthorities(),
  ])
  const asked = Object.entries(mirrors).filter(([name]) =>
    new RegExp(`^ARG ${name}\\b`, 'm').test(dockerfile),
  )
  const given = [...Object.entries(order.parents), ...asked]
  return [
    ...Object.entries(order.labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
    ...given.flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...(authorities === undefined ? [] : ['--secret', `id=ca,src=${authorities}`]),
  ]
}

function lastLines(text: string | undefined): string[] {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '')
  return lines.slice(-20)
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
