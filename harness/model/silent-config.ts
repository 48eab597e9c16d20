import { type StackConfig, type StackConfigInput, stackConfig } from '../stack/config.ts'

/** A config that says nothing but what is given. */
export function silentConfig(more: Partial<StackConfigInput>): StackConfig {
  return stackConfig.parse({
    name: 'sample',
    compose: { files: ['compose.yaml'], envFile: '.env' },
    roles: {},
    prepare: { command: ['true'] },
    variables: { address: 'ADDRESS', httpPort: 'HTTP_PORT', httpsPort: 'HTTPS_PORT' },
    edge: { serverName: 'sample.test', ca: 'ca.crt' },
    endpoints: { health: '/health' },
    intent: { reach: [], egress: [] },
    ...more,
  })
}
