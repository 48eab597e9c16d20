import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits that fit into an address, as whoever gets them holds them. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token: who reads it opens nothing. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
