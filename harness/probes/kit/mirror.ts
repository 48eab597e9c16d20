import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { eicar } from './eicar.ts'

/**
 * Plays a mirror of virus signatures: GET gives the set, POST adds one for the text of its body. A set that is as old
 * as what the asker has, to the second in which HTTP counts, is given once more: it may have grown within that second.
 */
export async function serveMirror(port: number): Promise<void> {
  const lines = [signature('Eicar-Test', eicar)]
  let changed = Date.now()
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      lines.push(signature(`Published-${lines.length}`, await text(request)))
      changed = Date.now()
      response.writeHead(204).end()
    } else if (isKnown(request, changed)) response.writeHead(304).end()
    else {
      response.writeHead(200, { 'last-modified': new Date(changed).toUTCString() })
      response.end(`${lines.join('\n')}\n`)
    }
  })
  server.listen(port, '::')
  await once(server, 'listening')
}

/** ClamAV's extended format: name, any type of file, any place in it, the bytes. */
function signature(name: string, found: string): string {
  return `${name}:0:*:${Buffer.from(found).toString('hex')}`
}

function isKnown(request: IncomingMessage, changed: number): boolean {
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  return since > Math.floor(changed / 1000) * 1000
}
