import { onlyRow } from '../database.ts'
import type { Workspace } from '../workspace.ts'

/** The four parts of a SOAP note. */
export type Soap = { subjective: string; objective: string; assessment: string; plan: string }

/** `signedAt` ISO 8601 in UTC, null for a draft. */
export type Note = Soap & { id: string; appointmentId: string; signedAt: string | null }

type Row = { id: string; sealed: Buffer; signedAt: Date | null }

/** The note of an appointment; undefined where none is written, or the appointment is another workspace's. */
export async function findNote(workspace: Workspace, appointmentId: string): Promise<Note | undefined> {
  const found = await workspace.db.query<Row>(
    `SELECT id, sealed, signed_at AS "signedAt" FROM notes WHERE workspace_id = $1 AND appointment_id = $2`,
    [workspace.id, appointmentId],
  )
  const [row] = found.rows
  if (row === undefined) return undefined
  const soap: Soap = JSON.parse(await workspace.unseal(aboutOf(appointmentId), row.sealed))
  return { id: row.id, appointmentId, ...soap, signedAt: row.signedAt?.toISOString() ?? null }
}

/**
 * Writes the draft of an appointment's note, or writes it anew.
 * Throws 23503 for another workspace's appointment, 23514 (`notes_signed`) where it is signed.
 */
export async function writeNote(workspace: Workspace, appointmentId: string, soap: Soap): Promise<Note> {
  const sealed = await workspace.seal(aboutOf(appointmentId), JSON.stringify(soap))
  const written = await workspace.db.query<{ id: string }>(
    `INSERT INTO notes (workspace_id, appointment_id, sealed) VALUES ($1, $2, $3)
     ON CONFLICT ON CONSTRAINT notes_one_an_appointment
     DO UPDATE SET sealed = excluded.sealed, written_at = now()
     RETURNING id`,
    [workspace.id, appointmentId, sealed],
  )
  return { id: onlyRow(written).id, appointmentId, ...soap, signedAt: null }
}

/** Signs a draft: it can never be changed again. False where there is none, or it is signed. */
export async function signNote(
  workspace: Workspace,
  appointmentId: string,
  userId: string,
): Promise<boolean> {
  const signed = await workspace.db.query(
    `UPDATE notes SET signed_by = $3, signed_at = now()
     WHERE workspace_id = $1 AND appointment_id = $2 AND signed_at IS NULL`,
    [workspace.id, appointmentId, userId],
  )
  return signed.rowCount === 1
}

function aboutOf(appointmentId: string): string {
  return `note of ${appointmentId}`
}
