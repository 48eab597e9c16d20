import { type Letter, signLetter } from '../records/letters.ts'
import { inWorkspace, type Vault } from '../workspace.ts'
import type { Mail, Mailer } from './mailer.ts'
import type { MailJob } from './queue.ts'

/** Mails a letter with a link that nobody has seen before; a second try makes the first one's link worthless. */
export async function mailLetter(
  { workspaceId, id }: Omit<MailJob, 'kind'>,
  vault: Vault,
  mailer: Mailer,
): Promise<'sent' | 'already used'> {
  const letter = await inWorkspace(vault, workspaceId, (workspace) => signLetter(workspace, id))
  if (letter === undefined) return 'already used'
  await mailer.send(composeLetter(letter, `${mailer.frontendUrl}/password#${letter.token}`))
  return 'sent'
}

/** The token stands behind the `#`, which no browser sends: it is in nobody's access log. */
function composeLetter({ email, userId, workspace }: Letter, link: string): Mail {
  const [subject, why] =
    userId === null
      ? [`${workspace} invites you to PazPaz`, `${workspace} invites you. Choose a password within a week:`]
      : ['A new password for PazPaz', 'Somebody asked for a new password for you. Choose it within an hour:']
  const text = [why, link, 'The link works once. If you did not expect this mail, do nothing.'].join('\n\n')
  return { to: email, subject, text }
}
