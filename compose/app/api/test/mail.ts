import { pino } from 'pino'
import { SMTPServer } from 'smtp-server'
import { inject, onTestFinished } from 'vitest'
import { openMailConsumer } from '../src/mail/consumer.ts'
import { openMailer } from '../src/mail/mailer.ts'
import { openWorkerRedis } from '../src/redis.ts'
import type { TestApi } from './api.ts'

const log = pino({ level: 'silent' })

/** Keeps every mail it is given, once `gate` opens; refuses the first `refusals` of them. */
export async function openMailbox(refusals = 0, gate: Promise<void> = Promise.resolve()) {
  const mails: string[] = []
  let left = refusals
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      let mail = ''
      stream.on('data', (chunk) => {
        mail += chunk
      })
      stream.on('end', async () => {
        await gate
        if (left-- > 0) return done(new Error('busy'))
        mails.push(mail)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    mails,
    settings: { host: '127.0.0.1', port, from: 'no-reply@pazpaz.test', frontendUrl: 'https://pazpaz.test' },
  }
}

/** The worker's side of the queue, mailing into this box. */
export function startConsumer(api: TestApi, mailbox: Awaited<ReturnType<typeof openMailbox>>) {
  const redis = openWorkerRedis(inject('backing').redis, log)
  const consumer = openMailConsumer(redis, {
    vault: api.vault,
    mailer: openMailer(mailbox.settings),
    log,
  })
  const close = async () => {
    await consumer.close()
    redis.disconnect()
  }
  return { redis, consumer, close }
}
