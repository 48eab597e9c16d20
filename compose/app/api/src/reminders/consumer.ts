import { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { withoutAddresses } from '../log.ts'
import { findReminder, markReminderSent } from '../records/reminders.ts'
import { inWorkspace, type Vault } from '../workspace.ts'
import type { Mailer } from './mail.ts'
import { queueName, type ReminderJob } from './queue.ts'

export type ReminderConsumer = Worker<ReminderJob>

/** Takes reminders off the queue and mails them, four at a time. `close()` waits for those at work. */
export function openReminderConsumer(
  connection: Redis,
  { vault, mailer, log }: { vault: Vault; mailer: Mailer; log: Logger },
): ReminderConsumer {
  const consumer = new Worker<ReminderJob>(
    queueName,
    async ({ data }) => {
      const outcome = await mailReminder(data, vault, mailer).catch(failWithoutAddress)
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
  vault: Vault,
  mailer: Mailer,
): Promise<'sent' | 'already sent'> {
  const reminder = await inWorkspace(vault, workspaceId, (workspace) =>
    findReminder(workspace, appointmentId),
  )
  if (!reminder) throw new Error(`reminder ${appointmentId}: expected a row, found none`)
  if (reminder.sentAt) return 'already sent'
  await mailer.send(reminder)
  await inWorkspace(vault, workspaceId, (workspace) => markReminderSent(workspace, appointmentId))
  return 'sent'
}

/** BullMQ keeps a failed job's reason in Redis, and an SMTP server's answer names the recipient. */
function failWithoutAddress(error: Error): never {
  throw new Error(withoutAddresses(error.message))
}
