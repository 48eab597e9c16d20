import { Type } from 'typebox'
import { isViolation } from '../database.ts'
import { refusal } from '../http/refusal.ts'
import { ErrorBody, Id, strict } from '../http/schemas.ts'
import type { App, Services } from '../http/services.ts'
import { sessionOf } from '../http/session-gate.ts'
import { hasAppointment } from '../records/appointments.ts'
import { recordAudit } from '../records/audit.ts'
import { findNote, signNote, writeNote } from '../records/notes.ts'
import { inWorkspace } from '../workspace.ts'

/** Several lines of text; no other control characters. */
const Part = Type.String({ maxLength: 8000, pattern: '^([^\\p{Cc}]|[\\n\\r\\t])*$' })
const soap = { subjective: Part, objective: Part, assessment: Part, plan: Part }
const Soap = Type.Object(soap, strict)
const NoteBody = Type.Object({
  id: Type.String(),
  appointmentId: Type.String(),
  subjective: Type.String(),
  objective: Type.String(),
  assessment: Type.String(),
  plan: Type.String(),
  signedAt: Type.Union([Type.String(), Type.Null()]),
})
const OfAppointment = Type.Object({ appointmentId: Id })
const path = '/api/v1/appointments/:appointmentId/note'

/** The SOAP note of an appointment: read, written as a draft, signed for good. */
export function noteRoutes(app: App, services: Services): void {
  const read = { 200: Type.Object({ note: Type.Union([NoteBody, Type.Null()]) }), '4xx': ErrorBody }
  app.get(path, { schema: { params: OfAppointment, response: read } }, async (request) => {
    const { workspaceId, userId } = sessionOf(request)
    const { appointmentId } = request.params
    return inWorkspace(services, workspaceId, async (workspace) => {
      if (!(await hasAppointment(workspace, appointmentId))) throw refusal(404, 'appointment: not found')
      const note = await findNote(workspace, appointmentId)
      if (note) await recordAudit(workspace, userId, { action: 'note.read', subjectId: note.id })
      return { note: note ?? null }
    })
  })
  const response = { 200: NoteBody, '4xx': ErrorBody }
  app.put(path, { schema: { params: OfAppointment, body: Soap, response } }, async (request) => {
    const { workspaceId, userId } = sessionOf(request)
    const { appointmentId } = request.params
    const written = await inWorkspace(services, workspaceId, async (workspace) => {
      const note = await writeNote(workspace, appointmentId, request.body)
      await recordAudit(workspace, userId, { action: 'note.written', subjectId: note.id })
      return note
    }).catch(refuse)
    services.updates.tell(workspaceId, 'notes')
    return written
  })
  app.post(`${path}/signature`, { schema: { params: OfAppointment, response } }, async (request) => {
    const { workspaceId, userId } = sessionOf(request)
    const { appointmentId } = request.params
    const signed = await inWorkspace(services, workspaceId, async (workspace) => {
      const isSigned = await signNote(workspace, appointmentId, userId)
      const note = await findNote(workspace, appointmentId)
      if (!note) throw refusal(404, 'note: not found')
      if (!isSigned) throw refusal(409, 'a signed note stays as it is')
      await recordAudit(workspace, userId, { action: 'note.signed', subjectId: note.id })
      return note
    })
    services.updates.tell(workspaceId, 'notes')
    return signed
  })
}

function refuse(error: unknown): never {
  if (isViolation(error, 'notes_signed')) throw refusal(409, 'a signed note stays as it is')
  if (isViolation(error, 'notes_workspace_id_appointment_id_fkey'))
    throw refusal(404, 'appointment: not found')
  throw error
}
