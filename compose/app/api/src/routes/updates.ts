import type { FastifyRequest } from 'fastify'
import { orUnavailable, refusal } from '../http/refusal.ts'
import type { App, Services } from '../http/services.ts'
import { cookieName, sessionOf } from '../http/session-gate.ts'

/** Between two looks at the session; the edge ends a connection on which nothing goes for 60 s. */
const beatMs = 20_000
/** Of the range that RFC 6455 leaves to applications. */
const loggedOff = 4401

/** A socket that says when a page of the session's workspace is no longer up to date. It takes no messages. */
export function updateRoutes(app: App, { updates, sessions }: Services): void {
  const options = { websocket: true, preValidation: refuseForeignOrigin } as const
  app.get('/ws/updates', options, (socket, request) => {
    const { workspaceId } = sessionOf(request)
    const id = request.cookies[cookieName] ?? ''
    const stop = updates.hear(workspaceId, (changed) => socket.send(JSON.stringify({ changed })))
    const beat = setInterval(async () => {
      // It does not count as use: a page that is left open is logged off like any other.
      const isLive = await orUnavailable(sessions.isLive(id)).catch(() => true)
      if (isLive) socket.ping()
      else socket.close(loggedOff, 'log in first')
    }, beatMs)
    socket.on('message', () => socket.close(1008, 'nothing is taken here'))
    socket.on('close', () => {
      stop()
      clearInterval(beat)
    })
  })
}

/** A page of another site may open a socket with its user's cookies; browsers tell whose page it is. */
async function refuseForeignOrigin(request: FastifyRequest): Promise<void> {
  const { origin } = request.headers
  if (origin === undefined) return
  if (URL.canParse(origin) && new URL(origin).hostname === request.hostname) return
  throw refusal(403, 'requests from other sites are refused')
}
