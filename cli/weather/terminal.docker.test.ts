import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { attempt } from '../../harness/stack/command.ts'
import { projectRoot } from '../open-call.ts'

/** Without a word from around about colours: a machine of CI has its own opinion of them. */
const silent = { CI: undefined, NO_COLOR: undefined, FORCE_COLOR: undefined, NODE_DISABLE_COLORS: undefined }

/** A command on a terminal of its own, this many columns wide. */
async function onTerminal(words: string, columns: number, env: Record<string, string | undefined>) {
  await using out = await mkdtempDisposable(join(tmpdir(), 'stackproof-terminal-'))
  const command = `stty cols ${columns}; exec '${process.execPath}' cli/main.ts ${words} --out ${out.path}`
  const argv = ['script', '--quiet', '--return', '--command', command, '/dev/null']
  return await attempt(argv, { cwd: projectRoot, env: { ...silent, TERM: 'xterm-256color', ...env } })
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that set a colour begin with one.
const colour = /\u001b\[(3|4|9|10)[0-7](;\d+)*m/

test('a terminal has colours, and with NO_COLOR it has none', async () => {
  const coloured = await onTerminal('gate --only CFG-07', 100, {})
  expect(coloured.exitCode).toBe(0)
  expect(coloured.stdout).toMatch(colour)
  const plain = await onTerminal('gate --only CFG-07', 100, { NO_COLOR: '1' })
  expect(plain.exitCode).toBe(0)
  expect(plain.stdout).not.toMatch(colour)
})

test('on a narrow terminal the verdict is whole', async () => {
  const { exitCode, stdout } = await onTerminal('gate --only CFG-07', 20, {})
  expect(exitCode).toBe(0)
  expect(stdout).toContain('gate of pazpaz: passed (exit 0)')
})
