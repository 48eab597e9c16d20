/** An error that a client is told: a status from 400 to 599 and a sentence without anyone's data. */
export type Refusal = Error & { statusCode: number }

/** Makes an error that ends the request with this status and `{error: message}`. */
export function refusal(statusCode: number, message: string): Refusal {
  return Object.assign(new Error(message), { statusCode })
}

/** The refusal of a link that is used, over or made up. */
export function linkOver(): Refusal {
  return refusal(404, 'this link is no longer good: ask for a new one')
}

/** Waits for Redis; whatever goes wrong there is a 503 to the client, with the cause kept for the log. */
export async function orUnavailable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    const unavailable = refusal(503, 'temporarily unavailable, try again')
    unavailable.cause = cause
    throw unavailable
  }
}
