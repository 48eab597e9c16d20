import { registerClaims } from '../harness/claims/registry.ts'
import type { ExitCode } from '../reports/record/run.ts'
import { catalogues } from '../suites/catalogues.ts'
import type { Arguments } from './arguments.ts'
import { openCall } from './open-call.ts'

/** Prints the catalogue, all or what `--only` names. */
export async function run(call: Arguments): Promise<ExitCode> {
  const { expected } = await openCall(call, 'gate')
  const wanted = new Set(expected.map((one) => one.claim))
  const claims = [...registerClaims(catalogues).values()].filter(({ id }) => wanted.has(id))
  if (call.json) {
    console.log(JSON.stringify(claims.map(({ id, area, spec }) => ({ id, area, ...spec }))))
    return 0
  }
  for (const { id, area, spec } of claims) {
    console.log(`${id.padEnd(8)} ${area.padEnd(10)} ${spec.severity.padEnd(9)} ${spec.title}`)
    console.log(`         ${spec.vantages.join(', ')} · ${spec.criteria.join(', ')}`)
  }
  return 0
}
