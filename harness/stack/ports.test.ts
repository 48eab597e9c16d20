import { expect, test } from 'vitest'
import { freePort, reservePort } from './ports.ts'

test('a port that was given to a run is given to no other', async () => {
  const port = await freePort('127.0.0.1')
  expect(port).toBeGreaterThan(1023)
  expect(await reservePort(port)).toBe(false)
})
