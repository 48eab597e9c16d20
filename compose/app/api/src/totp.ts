import { createHmac, timingSafeEqual } from 'node:crypto'

/** RFC 6238 as every authenticator takes it unless told: SHA-1, six digits, thirty seconds. */
const stepSeconds = 30
const digits = 6
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** As long as the digest (RFC 4226, section 4). */
export const secretBytes = 20

/** The code of a step, counted from 1970. */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step that a code is of, the one before and the one after now admitted; undefined for none of them. */
export function stepOf(secret: Buffer, code: string, nowMs: number): number | undefined {
  const now = Math.floor(nowMs / 1000 / stepSeconds)
  return [now - 1, now, now + 1].find((step) => isSame(codeOf(secret, step), code))
}

/** What an authenticator reads from a picture: the key as base32 (RFC 4648) without padding. */
export function uriOf(secret: Buffer, account: string): string {
  return `otpauth://totp/PazPaz:${encodeURIComponent(account)}?secret=${base32(secret)}&issuer=PazPaz`
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}
