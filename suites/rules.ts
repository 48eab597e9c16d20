import type { Rule } from '../harness/claims/rule.ts'
import { capabilities } from './config/capabilities.rule.ts'
import { confinement } from './config/confinement.rule.ts'
import { granted } from './config/granted.rule.ts'
import { hostAccess } from './config/host-access.rule.ts'
import { imageVersion } from './config/image-version.rule.ts'
import { limits } from './config/limits.rule.ts'
import { logRotation } from './config/log-rotation.rule.ts'
import { hostMounts } from './config/mounts.rule.ts'
import { nameless } from './config/nameless.rule.ts'
import { newPrivileges } from './config/new-privileges.rule.ts'
import { awaitedOneShots } from './config/one-shots.rule.ts'
import { readOnlyRoot } from './config/read-only.rule.ts'
import { restartPolicy } from './config/restart.rule.ts'
import { secretMounts } from './config/secret-mounts.rule.ts'
import { secretReaders } from './config/secret-readers.rule.ts'
import { secretsFromFiles } from './config/secrets.rule.ts'
import { ulimits } from './config/ulimits.rule.ts'
import { user } from './config/user.rule.ts'
import { healthCheck } from './health/health-check.rule.ts'
import { endAllowed, startAllowed } from './health/times.rule.ts'
import { toldInTime } from './health/told-in-time.rule.ts'
import { declaredMeet } from './isolation/declared.rule.ts'
import { onlyTheEdgePublishes } from './isolation/published.rule.ts'
import { undeclaredApart } from './isolation/undeclared.rule.ts'
import { onlyEgressHasAWayOut } from './isolation/way-out.rule.ts'

/** Every static rule. */
export const rules: readonly Rule[] = [
  capabilities,
  confinement,
  granted,
  hostAccess,
  imageVersion,
  limits,
  logRotation,
  hostMounts,
  newPrivileges,
  awaitedOneShots,
  readOnlyRoot,
  restartPolicy,
  secretMounts,
  secretReaders,
  secretsFromFiles,
  nameless,
  ulimits,
  user,
  healthCheck,
  toldInTime,
  startAllowed,
  endAllowed,
  declaredMeet,
  onlyTheEdgePublishes,
  undeclaredApart,
  onlyEgressHasAWayOut,
]
