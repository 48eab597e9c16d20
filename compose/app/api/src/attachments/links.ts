import type { Redis } from 'ioredis'
import { digestOf, newToken } from '../tokens.ts'

/** Of whom and what a link gives the content. */
export type Linked = { workspaceId: string; attachmentId: string }

export type Links = {
  /** Makes a token that gives the content once; when it ends by itself, ISO 8601 in UTC. */
  open: (linked: Linked) => Promise<{ token: string; expiresAt: string }>
  /** What the token stands for, which is over with it; undefined when it is used, over or made up. */
  use: (token: string) => Promise<Linked | undefined>
}

const seconds = 60

/** Links in Redis, under the SHA-256 of their token: who reads Redis opens none. */
export function openLinks(redis: Redis): Links {
  const place = (token: string) => `link:${digestOf(token).toString('hex')}`
  return {
    async open({ workspaceId, attachmentId }) {
      const token = newToken()
      await redis.set(place(token), JSON.stringify({ workspaceId, attachmentId }), 'EX', seconds)
      return { token, expiresAt: new Date(Date.now() + seconds * 1000).toISOString() }
    },
    async use(token) {
      const found = await redis.getdel(place(token))
      if (found === null) return undefined
      const { workspaceId, attachmentId } = JSON.parse(found)
      return { workspaceId: String(workspaceId), attachmentId: String(attachmentId) }
    },
  }
}
