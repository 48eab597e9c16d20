import { expect, test } from 'vitest'
import { addressesIn } from './subnet.ts'

test('client addresses come from the top of the upper half', () => {
  const all = [...addressesIn('10.200.3.7', 24)]
  expect([all[0], all.at(-1), all.length]).toEqual(['10.200.3.253', '10.200.3.128', 126])
})

test('a wide subnet is walked from its own top', () => {
  expect(addressesIn('172.18.0.2', 16).next().value).toBe('172.18.255.253')
})
