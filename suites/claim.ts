import { createClaim } from '../harness/claims/claim.ts'
import { catalogues } from './catalogues.ts'

/** Test details of a claim: `test('case', claim('ISO-01'), …)`; an id that no catalogue has fails `tsc`. */
export const claim = createClaim(catalogues)
