import type { Fault } from '../../harness/faults/fault.ts'
import { hardeningFaults } from './hardening-faults.ts'
import { hostFaults } from './host-faults.ts'
import { limitFaults } from './limit-faults.ts'
import { runningFaults } from './running-faults.ts'
import { secretFaults } from './secret-faults.ts'
import { settingsFaults } from './settings-faults.ts'
import { singleFaults } from './single-faults.ts'

/** Breaks of the model alone; those on `stack` are tried on a raised one too. */
export const faults: readonly Fault[] = [
  ...limitFaults,
  ...hardeningFaults,
  ...singleFaults,
  ...runningFaults,
  ...hostFaults,
  ...secretFaults,
  ...settingsFaults,
]
