import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { within } from '../deadline.ts'

export const queueName = 'reminders'

/** Ids only: nothing of a client's record is kept in Redis. */
export type ReminderJob = { workspaceId: string; appointmentId: string }

export type ReminderQueue = {
  /** Queues one mail for a time, at once when that is past. Throws when Redis takes it not within 2 s. */
  schedule: (job: ReminderJob, remindAt: Date) => Promise<void>
  close: () => Promise<void>
}

/** The API's side of the queue. The connection stays its owner's. */
export function openReminderQueue(connection: Redis, log: Logger): ReminderQueue {
  const queue = new Queue<ReminderJob>(queueName, { connection, skipVersionCheck: true })
  queue.on('error', (err) => log.debug({ err }, 'reminder queue'))
  return {
    async schedule(job, remindAt) {
      const delay = Math.max(0, remindAt.getTime() - Date.now())
      await within(
        2_000,
        'reminder queue',
        queue.add('mail', job, { jobId: job.appointmentId, delay, ...retries }),
      )
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
