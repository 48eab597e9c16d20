import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

const module = JSON.stringify(new URL('shutdown.ts', import.meta.url).href)
const idle = 'setInterval(() => {}, 1000); console.log("up")'

/** Exit code and signal of a Node that runs this and gets SIGTERM once it is up. */
async function stopped(script: string): Promise<[number | null, string | null]> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script])
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  const [code, signal] = await ended
  return [code, signal]
}

test('a signal before anything is open ends the process by itself', async () => {
  const script = `import { endOnSignal } from ${module}; endOnSignal(); ${idle}`
  expect(await stopped(script)).toEqual([0, null])
})

test('a signal afterwards closes what is open, once', async () => {
  const script = `import { drainOnSignal, endOnSignal } from ${module}
    endOnSignal()
    const log = { info: () => {}, error: () => {} }
    drainOnSignal(log, { server: () => process.exit(7) })
    ${idle}`
  expect(await stopped(script)).toEqual([7, null])
})
