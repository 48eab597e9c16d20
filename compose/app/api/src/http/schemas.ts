import { Type } from 'typebox'

/** One line of text: no control characters, no blank at either end. */
const line = { minLength: 1, maxLength: 120, pattern: '^[^\\s\\p{C}]([^\\p{C}]*[^\\s\\p{C}])?$' }

export const Line = Type.String(line)
export const Email = Type.String({ format: 'email', maxLength: 254 })
/** As OWASP's Authentication Cheat Sheet asks: long, of whatever characters. */
export const NewPassword = Type.String({ minLength: 12, maxLength: 128 })
export const Time = Type.String({ format: 'date-time' })
export const Id = Type.String({ format: 'uuid' })
export const ErrorBody = Type.Object({ error: Type.String() })

/** A request body: a key that it does not know is a 400, not silently dropped. */
export const strict = { additionalProperties: false }
