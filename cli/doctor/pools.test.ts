import { expect, test } from 'vitest'
import { networksLeft } from './pools.ts'

test('the built-in pools hold 31 networks', () => {
  expect(networksLeft(null, [])).toBe(31)
})

test('a network in use takes one, wherever in its pool it lies', () => {
  expect(networksLeft(null, ['172.17.0.0/16', '192.168.16.0/20', '10.0.0.0/24'])).toBe(29)
})

test('configured pools replace the built-in ones', () => {
  expect(networksLeft([{ Base: '10.200.0.0/14', Size: 24 }], ['10.201.3.0/24', '172.17.0.0/16'])).toBe(1023)
})

test('a full pool has none left', () => {
  expect(networksLeft([{ Base: '10.9.0.0/24', Size: 25 }], ['10.9.0.0/25', '10.9.0.128/25'])).toBe(0)
})
