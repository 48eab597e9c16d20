import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../open-call.ts'
import { startCall, weatherConfig } from './call.ts'
import { remainsOf } from './remains.ts'

const folder = join(projectRoot, 'fixtures', 'data', 'weather', 'small')
const at = (file: string) => join(folder, file)

/** `runs`: how many were opened before it was told; the ones without are told before anything is touched. */
const wrong: [defect: string, runs: number, words: string][] = [
  [
    'malformed',
    0,
    `error: ${at('malformed.config.ts')}: expected a stack config, found
  intent.reach.0.port: Invalid input: expected number, received string; found "https"
  intent.egress: Invalid input: expected array, received string; found "none"
next: mend ${at('malformed.config.ts')}`,
  ],
  [
    'unknown-role',
    0,
    `error: ${at('unknown-role.config.ts')}: expected a stack config, found
  roles.kitchen: expected one of edge, web, api, worker, database, cache, objectStore, antivirus, mail, migrate, provision; found kitchen
next: mend ${at('unknown-role.config.ts')}`,
  ],
  [
    'absent-service',
    1,
    `error: roles.database: expected a service of compose.yml (front, back), found bakc
next: name one of them under roles.database, or leave the role out`,
  ],
  [
    'missing-compose',
    0,
    `error: compose.files: expected a file, found nothing at ${at('production.yml')}
next: mend compose.files in ${at('missing-compose.config.ts')}`,
  ],
  [
    'absent-files',
    1,
    `error: ${at('absent-files.config.ts')}: expected files that can be read, after its prepare command, found none for
  edge.ca: {dir}/authority.crt
  database.passwordFile: secrets/owner
next: let the prepare command make them, or mend their paths`,
  ],
  [
    'unreadable-compose',
    1,
    `error: ${at('unclosed-yaml.txt')}: expected a valid Compose application, found
failed to parse ${at('unclosed-yaml.txt')}: yaml: line 1: did not find expected ',' or '}'
next: mend the file or set the variable that it names`,
  ],
  [
    'invalid-compose',
    1,
    `error: ${at('wrong.yml')}: expected a valid Compose application, found
validating ${at('wrong.yml')}: services.front additional properties 'imagee' not allowed
next: mend the file or set the variable that it names`,
  ],
  [
    'unset-variable',
    1,
    `error: ${at('compose.yml')}: expected a valid Compose application, found
error while interpolating services.front.environment.MP_MAX_MESSAGES: required variable KEPT_MESSAGES is missing a value: KEPT_MESSAGES is required, how many are kept
next: mend the file or set the variable that it names`,
  ],
]

test.concurrent.for(wrong)('%s is told, exit 2, nothing left behind', async ([defect, runs, words]) => {
  await using call = await startCall(['gate', '--only', 'CFG-02', '--config', weatherConfig(defect)])
  const { exitCode, told } = await call.ended
  expect(told).toBe(words)
  expect(exitCode).toBe(2)
  expect(await readdir(call.out)).toEqual([])
  expect(call.runs()).toHaveLength(runs)
  for (const run of call.runs()) expect(await remainsOf(run)).toEqual([])
})
