import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const version = 1
const nonceBytes = 12
const tagBytes = 16
const headBytes = 1 + nonceBytes + tagBytes

export const keyBytes = 32

/** Seals a text with AES-256-GCM: version, nonce, tag, cipher text. `about` is bound to it and must be told to open it. */
export function seal(key: Buffer, about: string, text: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(about))
  const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()])
  return Buffer.concat([Buffer.of(version), nonce, sealing.getAuthTag(), body])
}

/** Opens what `seal` made. Throws with another key, another `about`, or when a byte of it was changed. */
export function unseal(key: Buffer, about: string, sealed: Buffer): string {
  if (sealed[0] !== version || sealed.length < headBytes)
    throw new Error(`${about}: expected what is sealed, version ${version}, found something else`)
  const nonce = sealed.subarray(1, 1 + nonceBytes)
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
  opening.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(1 + nonceBytes, headBytes))
  try {
    return Buffer.concat([opening.update(sealed.subarray(headBytes)), opening.final()]).toString('utf8')
  } catch (cause) {
    throw new Error(`${about}: expected to be sealed with this key and unchanged, found otherwise`, { cause })
  }
}
