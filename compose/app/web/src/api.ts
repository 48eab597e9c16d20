/** The API's records as its schemas state them. */
export type Me = { id: string; email: string; role: 'admin' | 'member'; workspace: string }
export type Client = { id: string; name: string; email: string | null }
/** Times are ISO 8601 in UTC. */
export type Appointment = { id: string; clientId: string; startsAt: string; endsAt: string }
export type Soap = { subjective: string; objective: string; assessment: string; plan: string }
export type Note = Soap & { signedAt: string | null }
/** `size` in bytes. */
export type Attachment = { id: string; name: string; size: number }
export type Credentials = { email: string; password: string }

/** The API's refusal: its status, its own sentence as the message, and what it asks for besides. */
export class ApiError extends Error {
  readonly status: number
  readonly needs: string | undefined

  constructor(status: number, message: string, needs?: string) {
    super(message)
    this.status = status
    this.needs = needs
  }
}

const renewMs = 5 * 60_000
let renewedAt = Date.now()

/** The user who is logged in; undefined without a session. */
export async function fetchMe(): Promise<Me | undefined> {
  try {
    return await call<Me>('GET', '/auth/me')
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return undefined
    throw error
  }
}

/** With the code of a second factor where there is one. */
export function logIn(credentials: Credentials & { code?: string }): Promise<Me> {
  return call('POST', '/auth/login', credentials)
}

export function register(person: Credentials & { workspace: string }): Promise<Me> {
  return call('POST', '/auth/register', person)
}

export function logOut(): Promise<void> {
  return call('POST', '/auth/logout')
}

/** Asks for a mail with a link to `/password`; the answer is the same for every address. */
export function askForPassword(email: string): Promise<void> {
  return call('POST', '/auth/reset', { email })
}

/** An admin's invitation, by mail. */
export function invite(email: string): Promise<void> {
  return call('POST', '/auth/invitations', { email })
}

/** The password that a mailed link asks for, once. */
export function choosePassword(opened: { token: string; password: string }): Promise<void> {
  return call('POST', '/auth/password', opened)
}

export async function fetchClients(): Promise<Client[]> {
  const { clients } = await call<{ clients: Client[] }>('GET', '/clients')
  return clients
}

export function addClient(client: { name: string; email?: string }): Promise<Client> {
  return call('POST', '/clients', client)
}

export async function fetchAppointments(clientId: string): Promise<Appointment[]> {
  const { appointments } = await call<{ appointments: Appointment[] }>('GET', '/appointments')
  return appointments.filter((one) => one.clientId === clientId)
}

export function book(times: { clientId: string; startsAt: string; endsAt: string }): Promise<Appointment> {
  return call('POST', '/appointments', times)
}

/** The note of an appointment; null where none is written yet. */
export async function fetchNote(appointmentId: string): Promise<Note | null> {
  const { note } = await call<{ note: Note | null }>('GET', `/appointments/${appointmentId}/note`)
  return note
}

export function saveNote(appointmentId: string, soap: Soap): Promise<Note> {
  return call('PUT', `/appointments/${appointmentId}/note`, soap)
}

export function signNote(appointmentId: string): Promise<Note> {
  return call('POST', `/appointments/${appointmentId}/note/signature`, {})
}

export async function fetchAttachments(clientId: string): Promise<Attachment[]> {
  const { attachments } = await call<{ attachments: Attachment[] }>('GET', `/clients/${clientId}/attachments`)
  return attachments
}

/** An address that gives the content once, within a minute. */
export async function fetchLink(attachmentId: string): Promise<string> {
  return (await call<{ url: string }>('GET', `/attachments/${attachmentId}`)).url
}

export function attach(clientId: string, file: File): Promise<Attachment> {
  const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) }
  return send('POST', `/clients/${clientId}/attachments`, { body: file, headers })
}

/** Sends JSON to the API of the same origin. */
function call<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> {
  const content = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return send(method, path, content ?? {})
}

/** Throws ApiError for a refusal, and when nothing answers (status 0). */
async function send<T>(method: string, path: string, content: RequestInit): Promise<T> {
  const response = await fetch(`/api/v1${path}`, { method, ...content }).catch(() => {
    throw new ApiError(0, 'The server cannot be reached. Check your connection and try again.')
  })
  const text = await response.text()
  if (!response.ok) throw refusalOf(response.status, text)
  if (path !== '/auth/logout') renewInTime()
  return JSON.parse(text || 'null')
}

/** A session that is in use gets another cookie every five minutes; a renewal that fails is made up for by the next. */
function renewInTime(): void {
  if (Date.now() - renewedAt < renewMs) return
  renewedAt = Date.now()
  void fetch('/api/v1/auth/refresh', { method: 'POST' }).catch(() => undefined)
}

/** The edge refuses in its own words, so only the API's JSON is quoted. */
function refusalOf(status: number, text: string): ApiError {
  if (status === 429) return new ApiError(status, 'Too many tries. Wait a minute and try again.')
  try {
    const { error, needs } = JSON.parse(text)
    return new ApiError(status, String(error), needs)
  } catch {
    return new ApiError(status, `The server answered with status ${status}. Try again.`)
  }
}
