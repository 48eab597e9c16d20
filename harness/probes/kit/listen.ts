/** Listens where the line on stdin says and says where on stdout; stops when stdin ends, so with its caller. */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { ListenInput } from '../listen.ts'
import { selfSigned } from './certificate.ts'
import { listen } from './identity.ts'

const lines = createInterface({ input: process.stdin })
const [line] = await once(lines, 'line')
const ended = once(lines, 'close')
const { addresses, port, identity, tls }: ListenInput = JSON.parse(line)
const options =
  tls === undefined ? undefined : { ...(await selfSigned()), ...tls, ciphers: 'DEFAULT@SECLEVEL=0' }

let bound = port
for (const address of addresses) {
  const server = await listen({ address, port: bound, ...(options && { tls: options }) }, identity)
  const at = server.address()
  if (typeof at === 'object' && at !== null) bound = at.port
}
process.stdout.write(`${JSON.stringify({ port: bound })}\n`)
await ended
process.exit(0)
