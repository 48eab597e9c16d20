import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { commandsOf } from '../../harness/folder/shell.ts'
import type { Service } from '../../harness/model/compose.ts'

export type Named = { folder: Folder; application: Application; name: string; service: Service }

/** Reads each service of each application. */
export function each(folder: Folder, read: (one: Named) => Finding[]): Finding[] {
  return folder.applications.flatMap((application) =>
    Object.entries(application.model.compose.services).flatMap(([name, service]) =>
      read({ folder, application, name, service }),
    ),
  )
}

/** Runs for as long as the stack: no job that ends, and nothing that is only started by its profile. */
export function stays({ folder, application, name, service }: Named): boolean {
  const { model } = application
  const once = ['migrate', 'provision'] as const
  const isAwaited = Object.values(model.compose.services).some(
    ({ depends_on: on }) => on?.[name]?.condition === 'service_completed_successfully',
  )
  const named =
    /migrat|seed|init|setup|backup|certbot|job|once|build|test|bootstrap|create-?bucket|update|prestart|(^|[-_])(cli|tool|base)([-_]|$)/i.test(
      name,
    )
  const line = [service.entrypoint ?? [], service.command ?? []].flat().join(' ')
  if (/\bwhile\s+(:|true)|\bcrond?\b|supercronic/.test(line)) return true
  return (
    !once.some((role) => model.services[role]?.includes(name)) &&
    !isAwaited &&
    !named &&
    !isRunByHand(folder, name) &&
    (service.profiles ?? []).length === 0
  )
}

/** Some script runs it when it is needed: `docker compose run --rm X`. */
function isRunByHand({ scripts }: Folder, name: string): boolean {
  return scripts.some((script) =>
    commandsOf(script).some(
      ({ words }) =>
        words.includes('run') && words.includes(name) && words.some((word) => /compose|dcr?$/i.test(word)),
    ),
  )
}
