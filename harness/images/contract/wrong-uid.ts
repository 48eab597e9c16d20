import { randomUUID } from 'node:crypto'
import { command } from '../../stack/command.ts'
import { contractLabel } from './place.ts'

/** A copy of an image in which one user has another uid; it is removed when it goes out of scope. */
export async function wrongUidImage(
  image: string,
  user: string,
): Promise<AsyncDisposable & { reference: string }> {
  const reference = `stackproof-contract/wrong-uid:${randomUUID()}`
  const dockerfile = `FROM ${image}\nUSER 0:0\nRUN usermod --uid 4242 ${user}\n`
  const words = [
    'docker',
    'build',
    '--quiet',
    '--label',
    `${contractLabel}=wrong-uid`,
    '--tag',
    reference,
    '-',
  ]
  await command(words, { input: dockerfile, env: { DOCKER_BUILDKIT: '1' } })
  return {
    reference,
    [Symbol.asyncDispose]: async () => {
      await command(['docker', 'rmi', '--no-prune', reference])
    },
  }
}
