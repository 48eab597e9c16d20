import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from './open-call.ts'
import { runOwnCommand } from './tiers/own-command.ts'

const config = join(projectRoot, 'fixtures/data/stacks/other/stackproof.config.ts')

/** What is wrong there on purpose: a network too many, services that come back though stopped, a folder to write to. */
const wrong = ['CFG-11', 'CFG-12', 'ISO-02'].flatMap((id) => [`${id} ephemeral`, `${id} static`])

test('a gate finds in a stack of another make what is wrong in it, and nothing else', async () => {
  const { exitCode, record, folder } = await runOwnCommand({ words: ['gate', '--config', config] })
  const claims = record?.claims ?? []
  const named = (verdict: string) =>
    claims.filter((one) => one.verdict === verdict).map(({ id, vantage }) => `${id} ${vantage}`)
  expect(claims.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'fail')).toEqual([])
  expect(named('fail').sort()).toEqual(wrong)
  expect(named('pass').length).toBeGreaterThan(40)
  // It has no cache, and no part of the config that these need.
  expect(claims.filter(({ id }) => /^(APP|DATA-03|DATA-05|EDGE-05)/.test(id))).toEqual([])
  expect(exitCode).toBe(1)
  // Names, ports and folders that its files fix were the run's own.
  expect(existsSync(join(dirname(config), 'notes'))).toBe(false)
  expect(record?.fidelity.map(({ subject, path }) => `${subject} ${path}`)).toEqual(
    expect.arrayContaining([
      'ledger container_name',
      'door ports',
      'desk volumes',
      'networks vault ipam.config',
    ]),
  )
  // What the stacks could tell before they went.
  for (const stack of ['readers', 'changers']) {
    const kept = await readdir(join(folder, 'attachments', stack))
    expect(kept).toEqual(['compose.log', 'config.json', 'inspect.json', 'networks.json', 'ps.json'])
  }
}, 300_000)
