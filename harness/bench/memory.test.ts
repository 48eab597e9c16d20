import { once } from 'node:events'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { watchMemory } from './memory.ts'

const mebibyte = 2 ** 20
// Both hold 60 MiB of pages that were written to, and say when they do.
const grown = `const held = Buffer.alloc(60 * ${mebibyte}, 1); console.log(held.length); setTimeout(() => {}, 20_000)`

test('a process and the Node that it started are counted together', async () => {
  const parent = `import { spawn } from 'node:child_process'
    spawn(process.execPath, ['--eval', ${JSON.stringify(grown)}], { stdio: 'inherit' }); ${grown}`
  const child = execa(process.execPath, ['--input-type=module', '--eval', parent], {
    detached: true,
    reject: false,
  })
  try {
    let said = 0
    while (said < 2)
      said += String(await once(child.stdout, 'data'))
        .trim()
        .split('\n').length
    await using memory = watchMemory(child.pid ?? -1)
    await expect.poll(() => memory.peak(), { timeout: 5_000 }).toBeGreaterThan(120 * mebibyte)
    expect(memory.peak()).toBeLessThan(400 * mebibyte)
  } finally {
    process.kill(-(child.pid ?? 0), 'SIGKILL')
    await child
  }
})

test('a process that is not there weighs nothing', async () => {
  await using memory = watchMemory(2 ** 22 + 1)
  expect(memory.peak()).toBe(0)
})
