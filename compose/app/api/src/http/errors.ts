import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

/** SQLSTATE classes 08, 53 and 57: no connection, no resources, shut down by an operator. */
const databaseAway = /^(08|53|57)/
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE'])
/** `pg` gives these no code. */
const lostConnection = /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout)/

/** Answers every error as `{error}`; one of ours is logged and told without its cause. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = statusOf(error)
  if (status >= 500)
    request.log.error({ err: error.cause instanceof Error ? error.cause : error }, 'request failed')
  return reply.status(status).send({ error: told(error, status) })
}

/** Answers a path or method that no route serves. */
export function answerUnknown(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.status(404).send({ error: 'not found' })
}

function statusOf(error: FastifyError): number {
  if (error.statusCode) return error.statusCode
  const code = error.code ?? ''
  const away = databaseAway.test(code) || networkCodes.has(code) || lostConnection.test(error.message)
  return away ? 503 : 500
}

function told(error: FastifyError, status: number): string {
  if (status < 500) return error.message
  return status === 503 ? 'temporarily unavailable, try again' : 'internal error'
}
