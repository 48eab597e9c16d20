import { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { withoutAddresses } from '../log.ts'
import { findReminder, markReminderSent } from '../records/reminders.ts'
import type { Mailer } from './mail.ts'
import { queueName, type ReminderJob } from './queue.ts'

export type ReminderConsumer = Worker<ReminderJob>

/** Takes reminders off the queue and mails them, four at a time. `close()` waits for those at work. */
export function openReminderConsumer(
  connection: Redis,
  { pool, mailer, log }: { pool: Pool; mailer: Mailer; log: Logger },
): ReminderConsumer {
  const consumer = new Worker<ReminderJob>(
    queueName,
    async ({ data }) => {
      const outcome = await mailReminder(data, pool, mailer).catch(failWithoutAddress)
      log.info({ appointmentId: data.appointmentId }, `reminder ${outcome}`)
    },
    { connection, concurrency: 4, skipVersionCheck: true },
  )
  consumer.on('error', (err) => log.debug({ err }, 'reminder queue'))
  consumer.on('failed', (job, err) =>
    log.warn({ err, jobId: job?.id, attempt: job?.attemptsMade }, 'reminder failed'),
  )
  return consumer
}

/** Mails one reminder. Throws when it is not there yet: the job is queued before its row is committed. */
export async function mailReminder(
  { workspaceId, appointmentId }: ReminderJob,
  pool: Pool,
  mailer: Mailer,
): Promise<'sent' | 'already sent'> {
  const reminder = await findReminder(pool, workspaceId, appointmentId)
  if (!reminder) throw new Error(`reminder ${appointmentId}: expected a row, found none`)
  if (reminder.sentAt) return 'already sent'
  await mailer.send(reminder)
  await markReminderSent(pool, workspaceId, appointmentId)
  return 'sent'
}

/** BullMQ keeps a failed job's reason in Redis, and an SMTP server's answer names the recipient. */
function failWithoutAddress(error: Error): never {
  throw new Error(withoutAddresses(error.message))
}
