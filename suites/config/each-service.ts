import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { type Shipped, servicesIn } from '../../harness/folder/services-in.ts'
import { commandsOf } from '../../harness/folder/shell.ts'
import type { Service } from '../../harness/model/compose.ts'
import { awaitedIn } from '../../harness/model/services.ts'
import { oneShots } from '../../harness/stack/role.ts'

type Named = Shipped & {
  folder: Folder
  /** Whether it runs for as long as the stack: no job that ends, and nothing that is only started by its profile. */
  stays: boolean
}

/** Reads each service of each application. */
export function each(folder: Folder, read: (one: Named) => Finding[]): Finding[] {
  const once = new Map(
    folder.applications.map((one) => [one, new Set([...runByHand(folder), ...endsIn(one)])]),
  )
  return servicesIn(folder).flatMap((one) => {
    const isJobHere = once.get(one.application)?.has(one.name) || isJob(one.name, one.service)
    return read({ ...one, folder, stays: loops(one.service) || !isJobHere })
  })
}

/** Services that do their work and end. */
function endsIn({ model }: Application): string[] {
  return [...awaitedIn(model), ...oneShots.flatMap((role) => model.services[role] ?? [])]
}

const jobs =
  /migrat|seed|init|setup|backup|certbot|job|once|build|test|bootstrap|create-?bucket|update|prestart|(^|[-_])(cli|tool|base)([-_]|$)/i

function isJob(name: string, { profiles = [] }: Service): boolean {
  return jobs.test(name) || profiles.length > 0
}

/** What is started to go on for ever is no job, whatever its name. */
function loops({ entrypoint, command }: Service): boolean {
  return /\bwhile\s+(:|true)|\bcrond?\b|supercronic/.test([entrypoint ?? [], command ?? []].flat().join(' '))
}

/** Words of the commands by which scripts run a service when it is needed: `docker compose run --rm X`. */
function runByHand({ scripts }: Folder): string[] {
  return scripts.flatMap((script) =>
    commandsOf(script).flatMap(({ words }) => {
      const at = words.indexOf('run')
      return at > 0 && words.slice(0, at).some((word) => /compose|dcr?$/i.test(word))
        ? words.slice(at + 1)
        : []
    }),
  )
}
