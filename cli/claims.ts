import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { registerClaims } from '../harness/claims/registry.ts'
import type { ExitCode } from '../reports/record/run.ts'
import { catalogues } from '../suites/catalogues.ts'
import type { Arguments } from './arguments.ts'
import { claimsDocument } from './claims-document.ts'
import { openCall, projectRoot } from './open-call.ts'

/** Prints the catalogue, all or what `--only` names, or writes all of it to `docs/claims.md`. */
export async function run(call: Arguments): Promise<ExitCode> {
  const all = [...registerClaims(catalogues).values()]
  if (call.own.write === true) {
    await writeFile(join(projectRoot, 'docs', 'claims.md'), claimsDocument(all))
    return 0
  }
  const [gate, inspect] = await Promise.all([openCall(call, 'gate'), openCall(call, 'inspect')])
  const wanted = new Set([...gate.expected, ...inspect.expected].map((one) => one.claim))
  const claims = all.filter(({ id }) => wanted.has(id))
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
