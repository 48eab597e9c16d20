import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Session, Sessions } from '../sessions.ts'
import { orUnavailable, refusal } from './refusal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Served without a session. */
    open?: true
    /** Served to admins alone. */
    admin?: true
  }
  interface FastifyRequest {
    session: Session | null
  }
}

export const cookieName = 'session'
const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const

/** Gives the hook that lets a request pass only with a live session, unless its route is declared open. */
export function sessionGate(sessions: Sessions) {
  return async (request: FastifyRequest): Promise<void> => {
    if (request.is404 || request.routeOptions.config.open) return
    const id = request.cookies[cookieName]
    request.session = (id && (await orUnavailable(sessions.find(id)))) || null
    if (!request.session) throw refusal(401, 'log in first')
    if (request.routeOptions.config.admin && request.session.role !== 'admin')
      throw refusal(403, 'only an admin may do this')
  }
}

/** The session of a request that passed the gate. */
export function sessionOf(request: FastifyRequest): Session {
  if (request.session) return request.session
  throw refusal(401, 'log in first')
}

/**
 * Refuses a change that a page of another site asked for. Browsers set the header, scripts cannot; it stands
 * behind SameSite=Strict for a neighbour on the same registrable domain.
 */
export async function refuseForeignPages(request: FastifyRequest): Promise<void> {
  const site = request.headers['sec-fetch-site']
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (!reads && site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw refusal(403, 'requests from other sites are refused')
  }
}

export function giveCookie(reply: FastifyReply, id: string): void {
  reply.setCookie(cookieName, id, cookie)
}

export function takeCookie(reply: FastifyReply): void {
  reply.clearCookie(cookieName, cookie)
}
