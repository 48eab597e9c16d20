import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('by the processes of each', claim('CFG-22'), async ({ logInServers, proof }) => {
  const property = 'servers for remote log-in'
  for (const { where, servers } of logInServers.seen)
    proof.evidence({ ...where, property, expected: [], actual: servers })
  const { where, servers } = logInServers.control
  proof.control({ ...where, property, expected: ['sshd'], actual: servers })
})
