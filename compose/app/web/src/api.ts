/** The API's records as its schemas state them. */
export type Me = { id: string; email: string; workspace: string }
export type Client = { id: string; name: string; email: string | null }
export type Credentials = { email: string; password: string }

/** The API's refusal: its status, and its own sentence as the message. */
export class ApiError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The user who is logged in; undefined without a session. */
export async function fetchMe(): Promise<Me | undefined> {
  try {
    return await call<Me>('GET', '/auth/me')
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return undefined
    throw error
  }
}

export function logIn(credentials: Credentials): Promise<Me> {
  return call('POST', '/auth/login', credentials)
}

export function register(person: Credentials & { workspace: string }): Promise<Me> {
  return call('POST', '/auth/register', person)
}

export function logOut(): Promise<void> {
  return call('POST', '/auth/logout')
}

export async function fetchClients(): Promise<Client[]> {
  const { clients } = await call<{ clients: Client[] }>('GET', '/clients')
  return clients
}

export function addClient(client: { name: string; email?: string }): Promise<Client> {
  return call('POST', '/clients', client)
}

/** Sends JSON to the API of the same origin. Throws ApiError for a refusal, and when nothing answers (status 0). */
async function call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const content = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`/api/v1${path}`, { method, ...content }).catch(() => {
    throw new ApiError(0, 'The server cannot be reached. Check your connection and try again.')
  })
  const text = await response.text()
  if (!response.ok) throw new ApiError(response.status, refusalOf(response.status, text))
  return JSON.parse(text || 'null')
}

/** The edge refuses in its own words, so only the API's JSON is quoted. */
function refusalOf(status: number, text: string): string {
  if (status === 429) return 'Too many tries. Wait a minute and try again.'
  try {
    return String(JSON.parse(text).error)
  } catch {
    return `The server answered with status ${status}. Try again.`
  }
}
