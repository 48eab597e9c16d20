import { type Static, Type } from 'typebox'
import { isViolation } from '../database.ts'
import { orUnavailable, refusal } from '../http/refusal.ts'
import { ErrorBody, Id, strict, Time } from '../http/schemas.ts'
import type { App, Services } from '../http/services.ts'
import { sessionOf } from '../http/session-gate.ts'
import { type Appointment, addAppointment, listAppointments } from '../records/appointments.ts'
import { recordAudit } from '../records/audit.ts'
import { findClient } from '../records/clients.ts'
import { inWorkspace, type Workspace } from '../workspace.ts'

const dayMs = 24 * 3600 * 1000

const AppointmentBody = Type.Object({
  id: Type.String(),
  clientId: Type.String(),
  startsAt: Type.String(),
  endsAt: Type.String(),
  remindAt: Type.Union([Type.String(), Type.Null()]),
})
const NewAppointment = Type.Object(
  { clientId: Id, startsAt: Time, endsAt: Time, remindAt: Type.Optional(Time) },
  strict,
)

/** The appointments of the session's workspace; a new one queues a reminder to its client. */
export function appointmentRoutes(app: App, services: Services): void {
  const listed = Type.Object({ appointments: Type.Array(AppointmentBody) })
  const listing = { response: { 200: listed, '4xx': ErrorBody } }
  app.get('/api/v1/appointments', { schema: listing }, async (request) => {
    const { workspaceId, userId } = sessionOf(request)
    return inWorkspace(services, workspaceId, async (workspace) => {
      await recordAudit(workspace, userId, { action: 'appointments.listed' })
      return { appointments: await listAppointments(workspace) }
    })
  })
  const adding = { body: NewAppointment, response: { 201: AppointmentBody, '4xx': ErrorBody } }
  app.post('/api/v1/appointments', { schema: adding }, async (request, reply) => {
    const { workspaceId, userId } = sessionOf(request)
    const wanted = { ...readTimes(request.body), userId, clientId: request.body.clientId }
    const added = await inWorkspace(services, workspaceId, (workspace) =>
      book(workspace, services, wanted),
    ).catch(refuseOverlap)
    services.updates.tell(workspaceId, 'appointments')
    return reply.status(201).send(added)
  })
}

type Times = { startsAt: Date; endsAt: Date; remindAt: Date }

function readTimes(body: Static<typeof NewAppointment>): Times {
  const startsAt = new Date(body.startsAt)
  const endsAt = new Date(body.endsAt)
  const remindAt = body.remindAt ? new Date(body.remindAt) : new Date(startsAt.getTime() - dayMs)
  if (!(endsAt > startsAt)) throw refusal(400, 'body/endsAt must be after startsAt')
  if (!(remindAt <= startsAt)) throw refusal(400, 'body/remindAt must not be after startsAt')
  return { startsAt, endsAt, remindAt }
}

/** Queues the reminder before the commit: when the queue refuses, no appointment is left without its reminder. */
async function book(
  workspace: Workspace,
  { mail }: Services,
  { userId, clientId, ...times }: Times & { userId: string; clientId: string },
): Promise<Appointment> {
  const client = await findClient(workspace, clientId)
  if (!client) throw refusal(404, 'client: not found')
  const remindAt = client.email ? times.remindAt : null
  const added = await addAppointment(workspace, { ...times, clientId, remindAt })
  await recordAudit(workspace, userId, { action: 'appointment.added', subjectId: added.id })
  const job = { kind: 'reminder', workspaceId: workspace.id, id: added.id } as const
  if (remindAt) await orUnavailable(mail.schedule(job, remindAt))
  return added
}

function refuseOverlap(error: unknown): never {
  if (isViolation(error, 'appointments_no_overlap'))
    throw refusal(409, 'there is an appointment at that time already')
  throw error
}
