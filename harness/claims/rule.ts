import type { Observation } from '../../reports/record/run.ts'
import type { StackModel } from '../model/model.ts'

/** What a static rule saw. Evidence only: the controls of a static claim are added by the rule runner. */
export type Finding = Omit<Observation, 'role' | 'at' | 'from'>

/**
 * A pure reading of the model for one claim. `bad` is a smallest model that the rule must call red:
 * the runner tries it in each run, and that is the claim's control.
 */
export type Rule<Id extends string = string, Model = StackModel> = {
  claim: Id
  read: (model: Model) => Finding[]
  bad: () => Model
}
