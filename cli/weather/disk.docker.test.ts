import { mkdtempDisposable, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command } from '../../harness/stack/command.ts'
import { callAndWait, weatherConfig } from './call.ts'

test('a run folder on a disk that is nearly full is told before anything is raised', async () => {
  await using small = await mkdtempDisposable(join(tmpdir(), 'stackproof-disk-'))
  await command(['mount', '-t', 'tmpfs', '-o', 'size=1m', 'stackproof-weather', small.path])
  try {
    const { exitCode, told } = await callAndWait(
      ['gate', '--config', weatherConfig('small'), '--only', 'CFG-02'],
      {},
      small.path,
    )
    expect(told).toMatch(/expected 64 MiB free for what the run records, found 1 MiB\nnext: free some space/)
    expect(exitCode).toBe(3)
    expect(await readdir(small.path)).toEqual([])
  } finally {
    await command(['umount', small.path])
  }
})
