/** Plays the internet, the cloud's metadata service and the neighbour: answers with its identity on many ports. */

import { listen } from './identity.ts'
import { serveMirror } from './mirror.ts'
import { createNameServer } from './name-server.ts'

const identity = process.env.STACKPROOF_IDENTITY ?? ''
const ports = (process.env.STACKPROOF_PORTS ?? '').split(',').map(Number)
if (identity === '' || ports.includes(0))
  throw new Error('internet: expected STACKPROOF_IDENTITY and STACKPROOF_PORTS')

// `::` takes IPv4 too: one listener a port answers both.
await Promise.all(ports.map((port) => listen({ address: '::', port }, identity)))
if (ports.includes(53)) await createNameServer()
const mirror = Number(process.env.STACKPROOF_MIRROR ?? 0)
if (mirror > 0) await serveMirror(mirror)
process.stdout.write('ready\n')
