import { expect, test } from 'vitest'
import { partsOf } from './config-parts.ts'
import { check } from './load-config.ts'

const least = {
  name: 'small',
  compose: { files: ['compose.yml'], envFile: '.env' },
  roles: { edge: 'front' },
  prepare: { command: ['true'] },
  variables: { address: 'A', httpPort: 'B', httpsPort: 'C' },
  edge: { serverName: 'small.test', ca: 'ca.crt' },
  endpoints: { health: '/' },
  intent: { reach: [], egress: [] },
}
const login = { name: 'd', user: 'u', passwordFile: 'p', ca: 'c' }
const application = { user: 'a', passwordFile: 'p' }

test.for([
  ['nothing that may be left out', {}, []],
  ['a list that is empty', { variables: { ...least.variables, required: [] } }, []],
  ['a list', { variables: { ...least.variables, required: ['TAG'] } }, ['variables.required']],
  ['a part of a part', { database: { ...login, application } }, ['database', 'database.application']],
] as const)('%s', ([, more, parts]) => {
  expect(partsOf(check({ ...least, ...more }, 'test'))).toEqual(parts)
})
