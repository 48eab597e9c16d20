import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { openBareMachine } from './bare-machine.ts'

test('a Go put there by hand is not found, all beside it and behind it is', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'stackproof-path-'))
  for (const name of ['go', 'gone']) {
    await writeFile(join(folder.path, name), '#!/bin/sh\necho found\n', { mode: 0o755 })
  }
  await using bare = await openBareMachine(`${folder.path}:/usr/bin`)
  const said = (script: string) =>
    execa('/bin/sh', ['-c', script], { env: bare.environment, reject: false }).then(({ stdout }) => stdout)
  expect(bare.hidden).toContain(join(folder.path, 'go'))
  expect(await said('gone')).toBe('found')
  expect(await said('command -v go')).not.toContain('stackproof')
  expect(await said('command -v env')).toBe('/usr/bin/env')
  expect(bare.environment).toMatchObject({ NODE_COMPILE_CACHE: undefined })
})
