import type { Service } from '../model/compose.ts'
import type { Application } from './application.ts'
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
