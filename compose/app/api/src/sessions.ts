import { createHmac, randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'

/** Who is logged in, and the one workspace that the person sees. */
export type Session = { userId: string; workspaceId: string }

export type Sessions = {
  /** Opens a session and gives its id, which only the cookie ever holds. */
  open: (session: Session) => Promise<string>
  /** The session of an id, whose idle time starts anew; undefined when it is over or unknown. */
  find: (id: string) => Promise<Session | undefined>
  /** Whether it is still open; its idle time goes on. */
  isLive: (id: string) => Promise<boolean>
  close: (id: string) => Promise<void>
}

/** HIPAA 164.312(a)(2)(iii), automatic log-off: 15 minutes without a request. */
const idleSeconds = 15 * 60

/** Sessions in Redis. The key there is an HMAC of the id: who reads Redis cannot take over a session. */
export function openSessions(redis: Redis, key: string, idle: number = idleSeconds): Sessions {
  const place = (id: string) => `session:${createHmac('sha256', key).update(id).digest('hex')}`
  return {
    async open(session) {
      const id = randomBytes(32).toString('base64url')
      await redis.set(place(id), JSON.stringify(session), 'EX', idle)
      return id
    },
    async find(id) {
      const found = await redis.getex(place(id), 'EX', idle)
      return found ? parse(found) : undefined
    },
    async isLive(id) {
      return (await redis.exists(place(id))) === 1
    },
    async close(id) {
      await redis.del(place(id))
    },
  }
}

function parse(text: string): Session {
  const { userId, workspaceId } = JSON.parse(text)
  return { userId: String(userId), workspaceId: String(workspaceId) }
}
