import { createTransport } from 'nodemailer'
import type { MailSettings } from '../settings/settings.ts'

/** `messageId` only where tries of one mail are to be seen as one. */
export type Mail = { to: string; subject: string; text: string; messageId?: string }
/** `frontendUrl`: where links in mails lead. */
export type Mailer = { frontendUrl: string; send: (mail: Mail) => Promise<void>; close: () => void }

/** Sends mails by SMTP, with STARTTLS where the server offers it. Gives up on a silent server after 10 s. */
export function openMailer({ host, port, from, frontendUrl }: MailSettings): Mailer {
  const transport = createTransport({
    host,
    port,
    secure: false,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    frontendUrl,
    async send(mail) {
      await transport.sendMail({ from, ...mail })
    },
    close: () => transport.close(),
  }
}
