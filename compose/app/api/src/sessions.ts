import { createHmac } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { UserRole } from './records/users.ts'
import { newToken } from './tokens.ts'

/** Who is logged in, and the one workspace that the person sees. */
export type Session = { userId: string; workspaceId: string; role: UserRole }

export type Sessions = {
  /** Opens a session and gives its id, which only the cookie ever holds. */
  open: (session: Session) => Promise<string>
  /** The session of an id, whose idle time starts anew; undefined when it is over or unknown. */
  find: (id: string) => Promise<Session | undefined>
  /** Whether it is still open; its idle time goes on. */
  isLive: (id: string) => Promise<boolean>
  close: (id: string) => Promise<void>
  /** Ends all that a user has opened so far. */
  closeAll: (userId: string) => Promise<void>
}

/** HIPAA 164.312(a)(2)(iii), automatic log-off: 15 minutes without a request. */
const idleSeconds = 15 * 60

/** Sessions in Redis. The key there is an HMAC of the id: who reads Redis cannot take over a session. */
export function openSessions(redis: Redis, key: string, idle: number = idleSeconds): Sessions {
  const hashed = (text: string) => createHmac('sha256', key).update(text).digest('hex')
  const place = (id: string) => `session:${hashed(id)}`
  const closedOf = (userId: string) => `closed:${hashed(userId)}`
  /** One that was opened since its user's sessions were all ended, if ever. */
  const open = async (found: string | null) => {
    if (!found) return undefined
    const { openedAt, ...session } = parse(found)
    return openedAt > Number(await redis.get(closedOf(session.userId))) ? session : undefined
  }
  return {
    async open({ userId, workspaceId, role }) {
      const id = newToken()
      await redis.set(
        place(id),
        JSON.stringify({ userId, workspaceId, role, openedAt: Date.now() }),
        'EX',
        idle,
      )
      return id
    },
    async find(id) {
      return open(await redis.getex(place(id), 'EX', idle))
    },
    async isLive(id) {
      return (await open(await redis.get(place(id)))) !== undefined
    },
    async close(id) {
      await redis.del(place(id))
    },
    async closeAll(userId) {
      // As long as a session may stand unused: one that is used meanwhile is refused.
      await redis.set(closedOf(userId), Date.now(), 'EX', idle)
    },
  }
}

function parse(text: string): Session & { openedAt: number } {
  const { userId, workspaceId, role, openedAt } = JSON.parse(text)
  return {
    userId: String(userId),
    workspaceId: String(workspaceId),
    role: role === 'admin' ? 'admin' : 'member',
    openedAt: Number(openedAt),
  }
}
