import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { TlsOptions } from 'node:tls'

/** Starts an HTTP listener that answers whatever is asked with its identity. Throws when the port is taken. */
export async function listen(
  at: { address: string; port: number; tls?: TlsOptions },
  identity: string,
): Promise<Server> {
  const answer: Parameters<typeof createServer>[1] = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'x-stackproof': identity })
    response.end(`${identity}\n`)
  }
  const server = at.tls === undefined ? createServer(answer) : createTlsServer(at.tls, answer)
  server.listen(at.port, at.address)
  await once(server, 'listening')
  return server
}
