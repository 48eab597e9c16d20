import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { within } from '../deadline.ts'

export const queueName = 'mail'

/** Ids only, of a letter or of a reminder's appointment: nothing of anybody's record is kept in Redis. */
export type MailJob = { kind: 'reminder' | 'letter'; workspaceId: string; id: string }

export type MailQueue = {
  /** Queues one mail for a time, at once when that is past. Throws when Redis takes it not within 2 s. */
  schedule: (job: MailJob, at: Date) => Promise<void>
  close: () => Promise<void>
}

/** The API's side of the queue. The connection stays its owner's. */
export function openMailQueue(connection: Redis, log: Logger): MailQueue {
  const queue = new Queue<MailJob>(queueName, { connection, skipVersionCheck: true })
  queue.on('error', (err) => log.debug({ err }, 'mail queue'))
  return {
    async schedule(job, at) {
      const delay = Math.max(0, at.getTime() - Date.now())
      await within(2_000, 'mail queue', queue.add(job.kind, job, { jobId: job.id, delay, ...retries }))
    },
    async close() {
      await queue.close()
    },
  }
}

const retries = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: { age: 7 * 24 * 3600 },
}
