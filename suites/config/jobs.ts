import type { Application } from '../../harness/folder/application.ts'
import { composeCall } from '../../harness/folder/compose-call.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { commandsOf } from '../../harness/folder/shell.ts'
import type { Service } from '../../harness/model/compose.ts'
import { awaitedIn } from '../../harness/model/services.ts'
import { oneShots } from '../../harness/stack/role.ts'
import { endsByItself, lineOf, loops, serves } from './job-commands.ts'

/** Services of an application that end: jobs, and what is only started by hand or by its profile. */
export function jobsOf(folder: Folder, { model }: Application): ReadonlySet<string> {
  const { services } = model.compose
  const awaited = awaitedIn(model)
  const byRole = new Set(oneShots.flatMap((role) => model.services[role] ?? []))
  const byHand = new Set(runByHand(folder))
  const needed = new Set(Object.values(services).flatMap((one) => Object.keys(one.depends_on ?? {})))
  const ends = (name: string, one: Service): boolean => {
    if (loops(lineOf(one))) return false
    if (awaited.has(name) || (one.profiles ?? []).length > 0 || endsByItself(lineOf(one))) return true
    if (/^(always|unless-stopped)/.test(one.restart ?? '') || serves(lineOf(one))) return false
    return byRole.has(name) || namesJob(name) || (byHand.has(name) && !needed.has(name) && !isReached(one))
  }
  return new Set(Object.entries(services).flatMap(([name, one]) => (ends(name, one) ? [name] : [])))
}

const anywhere = /(?<!im|em)migrat|setup|bootstrap|backup|certbot|prestart|create-?bucket/i
const asPart =
  /(^|[-_.\d])((db|pg)?init(db)?|initiali[sz]er?|seed(s|er|ing)?|(?<!(good|delayed)[-_])job|once|build(er)?|tests?|updates?|cli|tools?|base)([-_.\d]|$)/i

function namesJob(name: string): boolean {
  return anywhere.test(name) || asPart.test(name)
}

/** Whether others come to it: then it is up with the stack, though a script runs a command of its image. */
function isReached({ ports = [], expose, labels = {}, healthcheck }: Service): boolean {
  const exposed = Array.isArray(expose) && expose.length > 0
  return ports.length > 0 || exposed || Object.keys(labels).length > 0 || healthcheck !== undefined
}

/** Services that scripts run when they are needed: `docker compose run --rm X`. */
function runByHand({ scripts }: Folder): string[] {
  return scripts.flatMap((script) =>
    commandsOf(script).flatMap(({ words }) => {
      const at = words.indexOf('run')
      const isCompose = at > 0 && words.slice(0, at).some((word) => /compose|dcr?$/i.test(word))
      // By whatever name Compose is called there.
      return isCompose ? (composeCall(['docker', 'compose', ...words.slice(at)])?.operands[0] ?? []) : []
    }),
  )
}
