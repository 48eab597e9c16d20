import { findReminder, markReminderSent, type Reminder } from '../records/reminders.ts'
import { inWorkspace, type Vault } from '../workspace.ts'
import type { Mail, Mailer } from './mailer.ts'
import type { MailJob } from './queue.ts'

/** Mails one reminder. Throws when it is not there yet: the job is queued before its row is committed. */
export async function mailReminder(
  { workspaceId, id }: Omit<MailJob, 'kind'>,
  vault: Vault,
  mailer: Mailer,
): Promise<'sent' | 'already sent'> {
  const reminder = await inWorkspace(vault, workspaceId, (workspace) => findReminder(workspace, id))
  if (!reminder) throw new Error(`reminder ${id}: expected a row, found none`)
  if (reminder.sentAt) return 'already sent'
  await mailer.send(composeReminder(reminder, mailer.frontendUrl))
  await inWorkspace(vault, workspaceId, (workspace) => markReminderSent(workspace, id))
  return 'sent'
}

/** It names the practice and the time: nothing about the client or why they come. */
function composeReminder({ appointmentId, workspace, email, startsAt }: Reminder, frontendUrl: string): Mail {
  return {
    to: email,
    subject: `Appointment reminder from ${workspace}`,
    text: [
      `You have an appointment with ${workspace} on ${spoken(startsAt)}.`,
      'If you cannot come, please tell the practice.',
      `Sent by PazPaz for ${workspace}, ${frontendUrl}`,
    ].join('\n\n'),
    // The same for each try, so that a mail sent twice by a retry is seen as one.
    messageId: `<${appointmentId}.reminder@${new URL(frontendUrl).hostname}>`,
  }
}

function spoken(time: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' })
  return `${format.format(time)} UTC`
}
