import { basename } from 'node:path/posix'
import type { Folder } from '../../harness/folder/folder.ts'
import { type Piece, type PieceCommand, piecesOf } from '../../harness/folder/shell-pieces.ts'
import { composeTexts } from './compose-texts.ts'
import { proxiesOf, proxyNames } from './proxy-services.ts'
import { deploys, raisesAnew, reloadsHost, reloadsProxy } from './reload-commands.ts'
import { unitScripts } from './units.ts'

const deployName = /deploy|release|update|upgrade|rollout|restart/i
const renewalName = /hook|renew|cert|letsencrypt|ssl/i

/** Whether somebody has the proxy load its certificates again, ever after: what prepares the first one runs once. */
export function loadsCertificates(folder: Folder): boolean {
  const proxies = proxyNames(folder)
  return [...ownPieces(folder), ...composePieces(folder)].some((piece) => {
    const counted = piece.commands.filter(({ isHook }) => isHook || piece.isLater || !isFirst(piece))
    return (
      counted.some(({ words }) => reloadsProxy(words, proxies) || reloadsHost(words)) ||
      // A deploy may be a year away.
      (isRenewal(piece) && raisesAnew(counted, proxies))
    )
  })
}

/** Whether the proxy looks its upstreams up at each deploy, or again and again: by a reload, or by being made anew. */
export function reloadsAtDeploy(folder: Folder): boolean {
  const proxies = proxyNames(folder)
  const isHosts = proxiesOf(folder).length === 0
  const reloads = ({ words, isHook }: PieceCommand) =>
    !isHook && (reloadsProxy(words, proxies) || (isHosts && reloadsHost(words)))
  const pieces = ownPieces(folder).filter((piece) => !isFirst(piece))
  const called = new Set(pieces.filter(isDeploy).flatMap(({ commands }) => filesCalled(commands)))
  return (
    composePieces(folder).some(({ commands }) => commands.some(reloads)) ||
    pieces.some((piece) => {
      if (piece.commands.some((one) => one.repeats && reloads(one))) return true
      if (!isDeploy(piece) && !called.has(basename(piece.file))) return false
      return piece.commands.some(reloads) || raisesAnew(piece.commands, proxies)
    })
  )
}

/** `init-letsencrypt.sh`, which half of the world has copied. */
function isFirst({ file }: Piece): boolean {
  return /^init/i.test(basename(file))
}

function isDeploy({ file, commands, isLater }: Piece): boolean {
  const isNamed = deployName.test(basename(file)) && !renewalName.test(file) && !isLater
  return isNamed || commands.some(({ words }) => deploys(words))
}

function filesCalled(commands: readonly PieceCommand[]): string[] {
  return commands.flatMap(({ words }) =>
    words.flatMap((word) => (/\w\.(sh|bash)$/.test(word) ? [basename(word)] : [])),
  )
}

function isRenewal({ file, commands }: Piece): boolean {
  return renewalName.test(file) || commands.some(({ words }) => words.includes('renew'))
}

/** Of scripts, workflows, crontabs and units; the steps of a workflow, or the lines of a unit, run one after the other. */
function ownPieces(folder: Folder): Piece[] {
  // What a script hands to a shell is among its own pieces.
  const scripts = folder.scripts.filter(({ kind }) => kind !== 'inner')
  const pieces = [...scripts, ...unitScripts(folder)].flatMap((script) =>
    piecesOf(script).map((piece) => ({ ...piece, isApart: script.kind === 'crontab' || piece.isLater })),
  )
  const joined = Map.groupBy(
    pieces.filter(({ isApart }) => !isApart),
    ({ file }) => file,
  )
  return [
    ...pieces.filter(({ isApart }) => isApart),
    ...[...joined].map(([file, all]) => ({
      file,
      isLater: false,
      commands: all.flatMap(({ commands }) => commands),
    })),
  ]
}

function composePieces(folder: Folder): Piece[] {
  return composeTexts(folder).flatMap((script) => piecesOf(script))
}
