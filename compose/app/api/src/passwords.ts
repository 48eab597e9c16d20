import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

// OWASP Password Storage Cheat Sheet: scrypt with N=2^15, r=8, p=3 (32 MiB for each hash).
const cost = { N: 2 ** 15, r: 8, p: 3 }
const keyLength = 32
/** Salt and hash of nothing: an unknown user costs the same time as a wrong password. */
const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** `scrypt$N$r$p$salt$hash`, salt and hash as base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Whether the password has this hash; without a hash the answer is no, after the same work. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = (stored ?? nobody).split('$')
  const options = { N: Number(N), r: Number(r), p: Number(p) }
  const found = await derive(password, Buffer.from(salt, 'base64url'), options)
  return timingSafeEqual(found, Buffer.from(hash, 'base64url')) && stored !== undefined
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const limits = { ...options, maxmem: 64 * 2 ** 20 }
  scrypt(password.normalize('NFKC'), salt, keyLength, limits, (error, key) =>
    error ? reject(error) : resolve(key),
  )
  return promise
}
