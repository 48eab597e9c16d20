import { expect, test, vi } from 'vitest'
import { deafen } from './deafen.ts'

test('the machine itself is not made deaf', async () => {
  // Whatever it tried, it would find no program for it.
  vi.stubEnv('PATH', '/nonexistent')
  await expect(deafen({ ports: null })).rejects.toThrow('found that of the machine')
  vi.unstubAllEnvs()
})
