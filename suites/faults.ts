import type { Fault } from '../harness/faults/fault.ts'
import { faults as appFaults } from './app/app.faults.ts'
import { faults as configFaults } from './config/static.faults.ts'
import { faults as dataFaults } from './data/data.faults.ts'
import { faults as edgeFaults } from './edge/edge.faults.ts'
import { faults as healthFaults } from './health/static.faults.ts'
import { faults as isolationFaults } from './isolation/static.faults.ts'

/** Every named fault. */
export const faults: readonly Fault[] = [
  ...isolationFaults,
  ...edgeFaults,
  ...configFaults,
  ...healthFaults,
  ...appFaults,
  // Last: they put another database under services that keep running.
  ...dataFaults,
]
