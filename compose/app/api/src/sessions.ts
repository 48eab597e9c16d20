import { createHmac } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { UserRole } from './records/users.ts'
import { newToken } from './tokens.ts'

/** Who is logged in, and the one workspace that the person sees. */
export type Session = { userId: string; workspaceId: string; role: UserRole }

export type Sessions = {
  /** Opens a session and gives its id, which only the cookie ever holds. */
  open: (session: Session) => Promise<string>
  /** The session of an id, whose idle time starts anew; undefined when it is over or unknown. An id that was left ends it. */
  find: (id: string) => Promise<Session | undefined>
  /** Whether it is still open; its idle time goes on. */
  isLive: (id: string) => Promise<boolean>
  /**
   * Moves a session to a new id, which it gives. The one that it leaves serves seconds longer, for what is on its way;
   * whoever comes with it later has a copy, and ends the session. Undefined where there is nothing to move.
   */
  renew: (id: string) => Promise<string | undefined>
  close: (id: string) => Promise<void>
  /** Ends all that a user has opened so far. */
  closeAll: (userId: string) => Promise<void>
}

/** HIPAA 164.312(a)(2)(iii), automatic log-off: 15 minutes without a request. */
const idleSeconds = 15 * 60
/** Seconds that an id serves on once its session has left it. */
const leavingSeconds = 3
/** Seconds that it is known where a session went: a working day, as long as a page may have its socket open. */
const knownSeconds = 12 * 3600

/** Sessions in Redis. The key there is an HMAC of the id: who reads Redis cannot take over a session. */
export function openSessions(redis: Redis, key: string, idle: number = idleSeconds): Sessions {
  const hashed = (text: string) => createHmac('sha256', key).update(text).digest('hex')
  const place = (id: string) => `session:${hashed(id)}`
  const nextOf = (at: string) => redis.get(`left:${at}`)
  const closedOf = (userId: string) => `closed:${hashed(userId)}`
  /** One that was opened since its user's sessions were all ended, if ever. */
  const open = async (found: string | null) => {
    if (!found) return undefined
    const { openedAt, ...session } = parse(found)
    return openedAt > Number(await redis.get(closedOf(session.userId))) ? session : undefined
  }
  /** Where a session was and is, from there on. */
  const pathFrom = async (at: string) => {
    const path = [at]
    for (let next = await nextOf(at); next !== null; next = await nextOf(next)) path.push(next)
    return path
  }
  const end = async (at: string) => {
    await redis.del(...(await pathFrom(at)))
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
      const at = place(id)
      if ((await nextOf(at)) === null) return open(await redis.getex(at, 'EX', idle))
      const found = await redis.get(at)
      if (found === null) await end(at)
      return open(found)
    },
    async isLive(id) {
      const last = (await pathFrom(place(id))).at(-1) ?? ''
      return (await open(await redis.get(last))) !== undefined
    },
    async renew(id) {
      const at = place(id)
      const found = await redis.get(at)
      if (found === null) return undefined
      const next = newToken()
      await redis.set(place(next), found, 'EX', idle)
      // Of two who renew at once one comes first.
      const isFirst = await redis.set(`left:${at}`, place(next), 'EX', knownSeconds, 'NX')
      await (isFirst ? redis.expire(at, leavingSeconds) : redis.del(place(next)))
      return isFirst ? next : undefined
    },
    close: (id) => end(place(id)),
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
