import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import type { Folder } from '../../harness/folder/folder.ts'
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
export function stays({ application, name, service }: Named): boolean {
  const { model } = application
  const once = ['migrate', 'provision'] as const
  const isAwaited = Object.values(model.compose.services).some(
    ({ depends_on: on }) => on?.[name]?.condition === 'service_completed_successfully',
  )
  const named =
    /migrat|seed|init|setup|backup|certbot|job|once|build|test|cli|bootstrap|create-?bucket/i.test(name)
  const line = [service.entrypoint ?? [], service.command ?? []].flat().join(' ')
  if (/\bwhile\s+(:|true)|\bcrond?\b|supercronic/.test(line)) return true
  return (
    !once.some((role) => model.services[role]?.includes(name)) &&
    !isAwaited &&
    !named &&
    (service.profiles ?? []).length === 0
  )
}
