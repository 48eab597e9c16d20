import { join } from 'node:path'
import { execa } from 'execa'
import { debianMirrors } from './debian-mirrors.ts'
import type { BuildOrder } from './docker-calls.ts'

/** Seconds; it took 42 on two busy cores. */
const deadline = 600

/** Tagged only when both ends of the pipe ended well: half an archive never becomes an image. */
const pipeline = `set -euo pipefail
id=$("$1" | docker import "\${@:3}" -)
docker tag "$id" "$2"`

/** Makes a base image from what `root-filesystem.sh` prints. It needs root and debootstrap. */
export async function importRootFilesystem(order: BuildOrder, context: string) {
  const labels = Object.entries(order.labels).flatMap(([name, value]) => [
    '--change',
    `LABEL ${name}=${value}`,
  ])
  const script = join(context, 'root-filesystem.sh')
  const child = execa(
    'bash',
    ['-c', pipeline, 'bash', script, order.tag, '--change', 'CMD ["bash"]', ...labels],
    {
      all: true,
      reject: false,
      stdin: 'ignore',
      detached: true,
      env: await debianMirrors(),
    },
  )
  // The whole group at once: a builder that outlived its script would take half an archive for a whole one.
  const kill = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }
  const late = setTimeout(kill, deadline * 1000)
  order.signal.addEventListener('abort', kill, { once: true })
  const done = await child
  order.signal.removeEventListener('abort', kill)
  clearTimeout(late)
  return done
}
