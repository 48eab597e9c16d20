import { createTransport } from 'nodemailer'
import type { Reminder } from '../records/reminders.ts'
import type { MailSettings } from '../settings/settings.ts'

export type Mailer = { send: (reminder: Reminder) => Promise<void>; close: () => void }

/** Sends reminders by SMTP, with STARTTLS where the server offers it. Gives up on a silent server after 10 s. */
export function openMailer(settings: MailSettings): Mailer {
  const transport = createTransport({
    host: settings.host,
    port: settings.port,
    secure: false,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(reminder) {
      await transport.sendMail(composeReminder(reminder, settings))
    },
    close: () => transport.close(),
  }
}

/** The mail's parts. It names the practice and the time: nothing about the client or why they come. */
export function composeReminder(
  reminder: Reminder,
  { from, frontendUrl }: Pick<MailSettings, 'from' | 'frontendUrl'>,
): { from: string; to: string; subject: string; text: string; messageId: string } {
  return {
    from,
    to: reminder.email,
    subject: `Appointment reminder from ${reminder.workspace}`,
    text: [
      `You have an appointment with ${reminder.workspace} on ${spoken(reminder.startsAt)}.`,
      'If you cannot come, please tell the practice.',
      `Sent by PazPaz for ${reminder.workspace}, ${frontendUrl}`,
    ].join('\n\n'),
    // The same for each try, so that a mail sent twice by a retry is seen as one.
    messageId: `<${reminder.appointmentId}.reminder@${new URL(frontendUrl).hostname}>`,
  }
}

function spoken(time: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' })
  return `${format.format(time)} UTC`
}
