import type { Workspace } from '../workspace.ts'
import { findClient } from './clients.ts'

/** What a reminder mail is made of. */
export type Reminder = {
  appointmentId: string
  workspace: string
  email: string
  startsAt: Date
  sentAt: Date | null
}

type Row = Omit<Reminder, 'email'> & { clientId: string }

/** The reminder of an appointment; undefined when the workspace has none, or the client no address. */
export async function findReminder(
  workspace: Workspace,
  appointmentId: string,
): Promise<Reminder | undefined> {
  const found = await workspace.db.query<Row>(
    `SELECT a.id AS "appointmentId", a.client_id AS "clientId", w.name AS workspace, a.starts_at AS "startsAt",
            r.sent_at AS "sentAt"
     FROM reminders r
     JOIN appointments a ON a.workspace_id = r.workspace_id AND a.id = r.appointment_id
     JOIN workspaces w ON w.id = r.workspace_id
     WHERE r.workspace_id = $1 AND r.appointment_id = $2`,
    [workspace.id, appointmentId],
  )
  const [row] = found.rows
  if (row === undefined) return undefined
  const { clientId, ...reminder } = row
  const email = (await findClient(workspace, clientId))?.email
  return email ? { ...reminder, email } : undefined
}

export async function markReminderSent({ db, id }: Workspace, appointmentId: string): Promise<void> {
  await db.query('UPDATE reminders SET sent_at = now() WHERE workspace_id = $1 AND appointment_id = $2', [
    id,
    appointmentId,
  ])
}
