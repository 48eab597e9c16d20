import { type StackConfig, type StackConfigInput, stackConfig } from '../stack/config.ts'
import type { ComposeModel } from './compose.ts'
import { modelOf, type StackModel } from './model.ts'

/** A model made by hand, for what a rule must call red. */
export function sampleModel(
  compose: Partial<ComposeModel> & Pick<ComposeModel, 'services'>,
  more: Partial<Pick<StackConfigInput, 'roles' | 'intent'>> = {},
): StackModel {
  const whole = { networks: {}, volumes: {}, secrets: {}, ...compose }
  return modelOf(whole, sampleConfig({ roles: {}, ...more }))
}

/** A config that says nothing but what is given. */
export function sampleConfig(more: Partial<StackConfigInput>): StackConfig {
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
