import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { parseKeyRing } from './keys.ts'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)
const text = 'slept well, walked twice – „gut“'

test('what is sealed is opened with the same key, and no two are alike', () => {
  const [one, other] = [seal(key, 'note 1', text), seal(key, 'note 1', text)]
  expect(unseal(key, 'note 1', one)).toBe(text)
  expect(one.equals(other)).toBe(false)
  expect(one.includes('slept')).toBe(false)
})

test('another key, another record, a changed byte and a cut end are refused', () => {
  const sealed = seal(key, 'note 1', text)
  expect(() => unseal(randomBytes(32), 'note 1', sealed)).toThrow(
    'note 1: expected to be sealed with this key',
  )
  expect(() => unseal(key, 'note 2', sealed)).toThrow('note 2: expected to be sealed')
  for (const at of [1, 15, sealed.length - 1]) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => unseal(key, 'note 1', changed), `byte ${at}`).toThrow('found otherwise')
  }
  expect(() => unseal(key, 'note 1', sealed.subarray(0, 20))).toThrow('version 1')
})

test('keys are read a line each, and a wrong one is not told', () => {
  const good = `new:${key.toString('base64')}\nold:${Buffer.alloc(32).toString('base64')}\n`
  expect(parseKeyRing(good).map(({ name }) => name)).toEqual(['new', 'old'])
  expect(() => parseKeyRing('new:hunter2')).toThrow(
    'key 1: expected name:base64 of 32 bytes, found another form',
  )
})
