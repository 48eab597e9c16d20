import type { Workspace } from '../workspace.ts'

export type Action =
  | 'user.registered'
  | 'user.logged-in'
  | 'user.forgot-password'
  | 'user.set-password'
  | 'user.invited'
  | 'user.joined'
  | 'clients.listed'
  | 'client.added'
  | 'appointments.listed'
  | 'appointment.added'
  | 'attachments.listed'
  | 'attachment.added'
  | 'attachment.refused'
  | 'attachment.read'
  | 'note.read'
  | 'note.written'
  | 'note.signed'
  | 'workspace.cleared'

/** Writes down who did what to whose record; never the record's content. */
export async function recordAudit(
  { db, id }: Workspace,
  userId: string,
  event: { action: Action; subjectId?: string },
): Promise<void> {
  await db.query(
    'INSERT INTO audit_events (workspace_id, user_id, action, subject_id) VALUES ($1, $2, $3, $4)',
    [id, userId, event.action, event.subjectId ?? null],
  )
}
