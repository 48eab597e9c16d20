import type { StackConfigInput } from '../stack/config.ts'
import type { ComposeModel } from './compose.ts'
import { modelOf, type StackModel } from './model.ts'
import { silentConfig } from './silent-config.ts'

/** A model made by hand, for what a rule must call red. */
export function sampleModel(
  compose: Partial<ComposeModel> & Pick<ComposeModel, 'services'>,
  more: Partial<Pick<StackConfigInput, 'roles' | 'intent'>> = {},
): StackModel {
  const whole = { networks: {}, volumes: {}, secrets: {}, ...compose }
  return modelOf(whole, silentConfig({ roles: {}, ...more }))
}
