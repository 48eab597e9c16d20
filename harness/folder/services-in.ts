import type { Service } from '../model/compose.ts'
import { entriesOf, type Node } from '../model/node.ts'
import type { Application } from './application.ts'
import { composePaths } from './compose-names.ts'
import type { Files } from './files.ts'
import type { Folder } from './folder.ts'

/** A service of an application, and `file:line` of an attribute of it. */
export type Shipped = {
  application: Application
  name: string
  service: Service
  at: (...path: string[]) => string
}

/** Every service of every application of a folder. */
export function servicesIn({ applications }: Pick<Folder, 'applications'>): Shipped[] {
  return applications.flatMap((application) =>
    Object.entries(application.model.compose.services).map(([name, service]) => ({
      application,
      name,
      service,
      at: (...path: string[]) => application.model.locate('services', name, ...path),
    })),
  )
}

/** The same as written in every Compose file, also in those that are not for production: a script may be for either. */
export function writtenServices(files: Files): [name: string, service: Node][] {
  const likely = files.list.flatMap(({ path }) => (/compose[\w.-]*\.ya?ml$/.test(path) ? [path] : []))
  return [...new Set([...likely, ...composePaths(files)])].flatMap((path) => [
    ...entriesOf(entriesOf(files.yaml(path).node).get('services')),
  ])
}
