import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from './open-call.ts'
import { runOwnCommand } from './tiers/own-command.ts'

const config = join(projectRoot, 'fixtures/data/stacks/other/stackproof.config.ts')

/** What is wrong there on purpose: a network too many, and services that come back though they were stopped. */
const wrong = ['CFG-11 ephemeral', 'CFG-11 static', 'ISO-02 ephemeral', 'ISO-02 static']

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
  // What the stacks could tell before they went.
  for (const stack of ['readers', 'changers']) {
    const kept = await readdir(join(folder, 'attachments', stack))
    expect(kept).toEqual(['compose.log', 'config.json', 'inspect.json', 'networks.json', 'ps.json'])
  }
}, 300_000)
