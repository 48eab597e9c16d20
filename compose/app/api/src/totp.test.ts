import { expect, test } from 'vitest'
import { codeOf, stepOf, uriOf } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

test.for([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const)('the code of second %s is that of RFC 6238, appendix B', ([second, code]) => {
  expect(codeOf(secret, Math.floor(second / 30))).toBe(code)
  expect(stepOf(secret, code, second * 1000)).toBe(Math.floor(second / 30))
})

test('a code lives for a step before and after its own', () => {
  const code = codeOf(secret, 100)
  const at = (step: number) => stepOf(secret, code, step * 30_000)
  expect([98, 99, 100, 101, 102].map(at)).toEqual([undefined, 100, 100, 100, undefined])
})

test('what is no code of six digits is none', () => {
  for (const code of ['', '28708', '2870821', '28708x', '000000'])
    expect(stepOf(secret, code, 59_000)).toBeUndefined()
})

test('the address holds the key as authenticators read it', () => {
  expect(uriOf(secret, 'a b@c.d')).toBe(
    'otpauth://totp/PazPaz:a%20b%40c.d?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=PazPaz',
  )
})
