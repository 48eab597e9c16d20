import type { Fault } from '../../harness/faults/fault.ts'
import { publishingFaults } from './publishing-faults.ts'
import { wallFaults } from './wall-faults.ts'
import { wayOutFaults } from './way-out-faults.ts'

/** Breaks of the model alone; those on `stack` are tried on a raised one too. */
export const faults: readonly Fault[] = [...wayOutFaults, ...publishingFaults, ...wallFaults]
