import type { Service } from '../../harness/model/compose.ts'

/** Whether one command may start both: one with a profile may be started while those of another are down. */
export function startTogether(a: Service, b: Service): boolean {
  const [ofA, ofB] = [a.profiles ?? [], b.profiles ?? []]
  return ofA.length + ofB.length === 0 || ofA.some((one) => ofB.includes(one))
}
