import type { Queryable } from '../database.ts'

/** What a reminder mail is made of. */
export type Reminder = {
  appointmentId: string
  workspace: string
  email: string
  startsAt: Date
  sentAt: Date | null
}

/** The reminder of an appointment; undefined when the workspace has none. */
export async function findReminder(
  db: Queryable,
  workspaceId: string,
  appointmentId: string,
): Promise<Reminder | undefined> {
  const found = await db.query<Reminder>(
    `SELECT a.id AS "appointmentId", w.name AS workspace, c.email, a.starts_at AS "startsAt", r.sent_at AS "sentAt"
     FROM reminders r
     JOIN appointments a ON a.workspace_id = r.workspace_id AND a.id = r.appointment_id
     JOIN clients c ON c.workspace_id = a.workspace_id AND c.id = a.client_id
     JOIN workspaces w ON w.id = r.workspace_id
     WHERE r.workspace_id = $1 AND r.appointment_id = $2 AND c.email IS NOT NULL`,
    [workspaceId, appointmentId],
  )
  return found.rows[0]
}

export async function markReminderSent(
  db: Queryable,
  workspaceId: string,
  appointmentId: string,
): Promise<void> {
  await db.query('UPDATE reminders SET sent_at = now() WHERE workspace_id = $1 AND appointment_id = $2', [
    workspaceId,
    appointmentId,
  ])
}
