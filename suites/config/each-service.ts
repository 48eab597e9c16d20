import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { type Shipped, servicesIn } from '../../harness/folder/services-in.ts'
import { jobsOf } from './jobs.ts'

type Named = Shipped & {
  folder: Folder
  /** Whether it runs for as long as the stack: no job that ends, and nothing that is only started by its profile. */
  stays: boolean
}

/** Reads each service of each application. */
export function each(folder: Folder, read: (one: Named) => Finding[]): Finding[] {
  const jobs = new Map(folder.applications.map((one) => [one, jobsOf(folder, one)]))
  return servicesIn(folder).flatMap((one) =>
    read({ ...one, folder, stays: !jobs.get(one.application)?.has(one.name) }),
  )
}
