import { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { withoutAddresses } from '../log.ts'
import type { Vault } from '../workspace.ts'
import { mailLetter } from './letters.ts'
import type { Mailer } from './mailer.ts'
import { type MailJob, queueName } from './queue.ts'
import { mailReminder } from './reminders.ts'

export type MailConsumer = Worker<MailJob>

const kinds = { letter: mailLetter, reminder: mailReminder }

/** Takes jobs off the queue and mails what they name, four at a time. `close()` waits for those at work. */
export function openMailConsumer(
  connection: Redis,
  { vault, mailer, log }: { vault: Vault; mailer: Mailer; log: Logger },
): MailConsumer {
  const consumer = new Worker<MailJob>(
    queueName,
    async ({ data: { kind, ...job } }) => {
      const outcome = await kinds[kind](job, vault, mailer).catch(failWithoutAddress)
      log.info({ id: job.id }, `${kind} ${outcome}`)
    },
    { connection, concurrency: 4, skipVersionCheck: true },
  )
  consumer.on('error', (err) => log.debug({ err }, 'mail queue'))
  consumer.on('failed', (job, err) =>
    log.warn({ err, jobId: job?.id, attempt: job?.attemptsMade }, 'mail failed'),
  )
  return consumer
}

/** BullMQ keeps a failed job's reason in Redis, and an SMTP server's answer names the recipient. */
function failWithoutAddress(error: Error): never {
  throw new Error(withoutAddresses(error.message))
}
