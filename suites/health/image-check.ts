import { lastOf, wordsOf } from '../../harness/folder/dockerfile.ts'
import { dockerfileOf, type Folder } from '../../harness/folder/folder.ts'
import type { Shipped } from '../../harness/folder/services-in.ts'
import { type HealthCommand, healthCommand } from '../../harness/model/health-command.ts'

/** The health check of a service and its place: what Compose says, or else the Dockerfile that it is built from. */
export function checkOf(
  folder: Folder,
  { application, service, at }: Shipped,
): { command: HealthCommand; at: string } | undefined {
  const { healthcheck, build } = service
  if (healthcheck?.disable === true) return undefined
  if (healthcheck?.test !== undefined) {
    const command = healthCommand(healthcheck.test)
    return command && { command, at: at('healthcheck', 'test') }
  }
  const dockerfile = dockerfileOf(folder, application, build)
  const own = dockerfile && lastOf(dockerfile, 'HEALTHCHECK')
  const command = own && healthCommand(testOf(own.text))
  return command && { command, at: own.at }
}

/** In the words of Compose: what follows `CMD` in JSON form is run without a shell. */
function testOf(text: string): string[] | undefined {
  const [, line] = /^cmd\s+(.*)$/is.exec(text) ?? []
  if (line === undefined) return undefined
  const words = wordsOf(line)
  return words ? ['CMD', ...words] : ['CMD-SHELL', line]
}
