import { randomBytes } from 'node:crypto'
import { command } from '../../harness/stack/command.ts'

/** A container, a network and a volume of somebody else, whose names and labels look much like ours. */
export type Bystander = AsyncDisposable & {
  /** What each of them is at this moment: identity, labels, since when it runs. */
  look: () => Promise<string>
}

export async function placeBystander(image: string): Promise<Bystander> {
  const name = `stackproof-${randomBytes(3).toString('hex')}-bystander`
  const labels = ['stackproof.runner=elsewhere', `com.docker.compose.project=${name}-shop`].flatMap(
    (label) => ['--label', label],
  )
  await using undo = new AsyncDisposableStack()
  const made = async (kind: 'container' | 'network' | 'volume', argv: string[]) => {
    await command(argv)
    undo.defer(async () => {
      await command(['docker', kind, 'rm', ...(kind === 'container' ? ['--force'] : []), name])
    })
  }
  await made('network', ['docker', 'network', 'create', ...labels, name])
  await made('volume', ['docker', 'volume', 'create', ...labels, name])
  const place = ['--name', name, '--network', name, '--volume', `${name}:/shelf`, '--init']
  const run = ['docker', 'run', '--detach', ...place, ...labels, image, 'sleep', 'infinity']
  await made('container', run)
  const down = undo.move()
  return { look: () => lookAt(name), [Symbol.asyncDispose]: () => down.disposeAsync() }
}

async function lookAt(name: string): Promise<string> {
  const inspect = (kind: string, format: string) =>
    command(['docker', kind, 'inspect', '--format', format, name])
  const looks = await Promise.all([
    inspect('container', '{{.Id}} {{.State.Pid}} {{.State.StartedAt}} {{json .Config.Labels}}'),
    inspect('network', '{{.Id}} {{.Created}} {{json .Containers}}'),
    inspect('volume', '{{.Name}} {{.CreatedAt}} {{json .Labels}}'),
  ])
  return looks.join('\n')
}
