/** A deploy with real users is asked no more than this in a whole run (requests and handshakes). */
const mostRequests = 500
const toFindIt = 20
/** Of the rest, what each of the two workers may spend. */
const share = (mostRequests - toFindIt) / 2

let spent = 0

/** Counts what is about to be sent by this worker. @throws Error once its share is spent: nothing is sent then. */
export function spend(requests: number): void {
  spent += requests
  if (spent <= share) return
  throw new Error(`live target: expected at most ${share} requests of one worker, found ${spent}`)
}
