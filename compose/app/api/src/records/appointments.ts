import { onlyRow } from '../database.ts'
import type { Workspace } from '../workspace.ts'

/** Times are ISO 8601 in UTC; `remindAt` is null where the client has no e-mail address. */
export type Appointment = {
  id: string
  clientId: string
  startsAt: string
  endsAt: string
  remindAt: string | null
}
export type NewAppointment = { clientId: string; startsAt: Date; endsAt: Date }

type Row = { id: string; clientId: string; startsAt: Date; endsAt: Date; remindAt: Date | null }

/** A workspace's appointments in the order in which they start. */
export async function listAppointments({ db, id: workspaceId }: Workspace): Promise<Appointment[]> {
  const found = await db.query<Row>(
    `SELECT a.id, a.client_id AS "clientId", a.starts_at AS "startsAt", a.ends_at AS "endsAt",
            r.remind_at AS "remindAt"
     FROM appointments a
     LEFT JOIN reminders r ON r.workspace_id = a.workspace_id AND r.appointment_id = a.id
     WHERE a.workspace_id = $1 ORDER BY a.starts_at, a.id`,
    [workspaceId],
  )
  return found.rows.map(toAppointment)
}

export async function hasAppointment({ db, id: workspaceId }: Workspace, id: string): Promise<boolean> {
  const found = await db.query('SELECT FROM appointments WHERE workspace_id = $1 AND id = $2', [
    workspaceId,
    id,
  ])
  return found.rowCount === 1
}

/**
 * Adds an appointment, and its reminder when it has a time.
 * Throws 23503 for another workspace's client, 23P01 where the workspace has one at that time.
 */
export async function addAppointment(
  { db, id: workspaceId }: Workspace,
  { clientId, startsAt, endsAt, remindAt }: NewAppointment & { remindAt: Date | null },
): Promise<Appointment> {
  const added = await db.query<Omit<Row, 'remindAt'>>(
    `INSERT INTO appointments (workspace_id, client_id, starts_at, ends_at) VALUES ($1, $2, $3, $4)
     RETURNING id, client_id AS "clientId", starts_at AS "startsAt", ends_at AS "endsAt"`,
    [workspaceId, clientId, startsAt, endsAt],
  )
  const row = onlyRow(added)
  if (remindAt) {
    const values = [row.id, workspaceId, remindAt]
    await db.query(
      'INSERT INTO reminders (appointment_id, workspace_id, remind_at) VALUES ($1, $2, $3)',
      values,
    )
  }
  return toAppointment({ ...row, remindAt })
}

function toAppointment({ startsAt, endsAt, remindAt, ...rest }: Row): Appointment {
  return {
    ...rest,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    remindAt: remindAt?.toISOString() ?? null,
  }
}
