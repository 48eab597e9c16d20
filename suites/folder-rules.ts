import type { FolderRule } from '../harness/claims/folder-rule.ts'
import { builtHere } from './config/built-here.rule.ts'
import { builtAsRoot, comesBack, memoryBound } from './config/by-night.rule.ts'
import { partsUsed } from './config/declared-parts.rule.ts'
import { knownDefaults, templated } from './config/defaults.rule.ts'
import { envFilesKnown } from './config/env-files.rule.ts'
import { privilegedExec, rootExec } from './config/exec.rule.ts'
import { fits, queueKept } from './config/fits.rule.ts'
import { hostPower } from './config/host-power.rule.ts'
import { literalSecrets } from './config/literal-secrets.rule.ts'
import { logsEnd } from './config/log-end.rule.ts'
import { mountedFiles } from './config/mounted-files.rule.ts'
import { startable } from './config/startable.rule.ts'
import { portsOnce, runsTwice } from './config/twice.rule.ts'
import { dumpStatus } from './data/dumps.rule.ts'
import { removal } from './data/removal.rule.ts'
import { restoreStops } from './data/restore.rule.ts'
import { dumpSwallowed } from './data/swallowed.rule.ts'
import { terminal } from './data/terminal.rule.ts'
import { volumes } from './data/volumes.rule.ts'
import { always } from './edge/always.rule.ts'
import { certificatesMounted } from './edge/certificates.rule.ts'
import { lostHeaders } from './edge/lost-headers.rule.ts'
import { aliasEscapes, oldTls, openRedirect } from './edge/nginx.rule.ts'
import { renewal } from './edge/renewal.rule.ts'
import { upstreamNames, upstreamsMove } from './edge/upstreams.rule.ts'
import { zoneKeys, zonesUsed } from './edge/zones.rule.ts'
import { awaited } from './health/awaited.rule.ts'
import { checkFails } from './health/can-fail.rule.ts'
import { handOver } from './health/hand-over.rule.ts'
import { healthProgram } from './health/program.rule.ts'
import { cronUser, heard, lastLine, percent } from './host/cron.rule.ts'
import { cronPlace, cronShell } from './host/cron-place.rule.ts'
import { storesApart } from './isolation/stores.rule.ts'
import { calledFiles, executable } from './release/called.rule.ts'
import { containersNamed } from './release/containers-named.rule.ts'
import { withoutOverride } from './release/override.rule.ts'
import { remoteStops } from './release/remote.rule.ts'
import { servicesNamed } from './release/services-named.rule.ts'
import { oneDeploy } from './release/side-by-side.rule.ts'
import { curlFails, stepsFail } from './release/unfailing.rule.ts'
import { fetchedAndRun, hostKeyKnown } from './supply/fetched.rule.ts'
import { fromLock } from './supply/from-lock.rule.ts'
import { leftOut, secretsInImage } from './supply/image.rule.ts'
import { movingTags } from './supply/moving-tag.rule.ts'
import { injected, pinned, strangersCode } from './supply/workflow.rule.ts'

/** Rules that read a folder and what it ships, in the order of the catalogues. */
export const folderRules: readonly FolderRule[] = [
  storesApart,
  lostHeaders,
  always,
  upstreamsMove,
  zonesUsed,
  zoneKeys,
  oldTls,
  aliasEscapes,
  upstreamNames,
  openRedirect,
  renewal,
  certificatesMounted,
  knownDefaults,
  templated,
  mountedFiles,
  privilegedExec,
  rootExec,
  builtHere,
  partsUsed,
  portsOnce,
  runsTwice,
  fits,
  queueKept,
  envFilesKnown,
  builtAsRoot,
  comesBack,
  memoryBound,
  literalSecrets,
  logsEnd,
  hostPower,
  startable,
  healthProgram,
  awaited,
  handOver,
  checkFails,
  volumes,
  dumpStatus,
  terminal,
  removal,
  restoreStops,
  dumpSwallowed,
  remoteStops,
  stepsFail,
  curlFails,
  calledFiles,
  executable,
  servicesNamed,
  oneDeploy,
  containersNamed,
  withoutOverride,
  percent,
  lastLine,
  cronUser,
  heard,
  cronShell,
  cronPlace,
  secretsInImage,
  leftOut,
  fromLock,
  fetchedAndRun,
  injected,
  strangersCode,
  pinned,
  movingTags,
  hostKeyKnown,
]
