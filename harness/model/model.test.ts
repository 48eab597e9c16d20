import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildModel, UnknownServiceError } from './model.ts'
import { silentConfig } from './silent-config.ts'

const root = join(import.meta.dirname, 'samples')
const compose = { files: ['compose.yaml'], envFile: '.env' }

test('roles get their services, several in the order of the config', () => {
  const config = silentConfig({ compose, roles: { edge: 'edge', api: ['api', 'web'] } })
  expect(buildModel(config, { root }).model.services).toEqual({ edge: ['edge'], api: ['api', 'web'] })
})

test('a role without its service names the path, what is there, and what was found', () => {
  const config = silentConfig({ compose, roles: { cache: 'redis' } })
  const build = () => buildModel(config, { root })
  expect(build).toThrow(UnknownServiceError)
  expect(build).toThrow(
    'roles.cache: expected a service of compose.yaml (part, built, edge, web, tool, api), found redis',
  )
})
