import { EventEmitter } from 'node:events'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'

/** What a page may have to ask for again. */
export type Change = 'clients' | 'appointments' | 'notes' | 'attachments'

/** Word of changes, from whichever process has made them to whichever has a page of that workspace. */
export type Updates = {
  /** Says that something has changed, and never what: a page asks for that itself. */
  tell: (workspaceId: string, change: Change) => void
  /** Calls the listener until what it gives is called. */
  hear: (workspaceId: string, listener: (change: Change) => void) => () => void
  close: () => void
}

const channel = 'updates'

/** The connection for telling stays its owner's; hearing takes one of its own. */
export function openUpdates(redis: Redis, log: Logger): Updates {
  const heard = new EventEmitter().setMaxListeners(0)
  const ear = redis.duplicate({
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
    commandTimeout: undefined,
  })
  ear.on('error', (err) => log.debug({ err }, 'updates'))
  ear.on('message', (_channel, text) => {
    const { workspaceId, change } = JSON.parse(text)
    heard.emit(String(workspaceId), change)
  })
  void ear.subscribe(channel).catch((err) => log.debug({ err }, 'updates'))
  return {
    tell: (workspaceId, change) => {
      // A page that misses it is as old as it was before.
      redis
        .publish(channel, JSON.stringify({ workspaceId, change }))
        .catch((err) => log.debug({ err }, 'updates'))
    },
    hear: (workspaceId, listener) => {
      heard.on(workspaceId, listener)
      return () => heard.off(workspaceId, listener)
    },
    close: () => ear.disconnect(),
  }
}
