import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dropImages } from '../../harness/images/drop.ts'
import { command } from '../../harness/stack/command.ts'
import { projectRoot } from '../open-call.ts'
import { openBareMachine } from './bare-machine.ts'
import type { OwnCommand } from './own-command.ts'

/** A fresh clone of what is committed, an empty cache, and no image of ours. Disposing removes clone and cache. */
export type ColdMachine = AsyncDisposable & Required<Pick<OwnCommand, 'root' | 'launcher'>>

/** What the engine still holds of earlier builds is its own affair: `docker builder prune` makes it colder. */
export async function openColdMachine(): Promise<ColdMachine> {
  await using undo = new AsyncDisposableStack()
  const base = await mkdtemp(join(tmpdir(), 'stackproof-cold-'))
  undo.defer(() => rm(base, { recursive: true, force: true }))
  const bare = undo.use(await openBareMachine())
  const root = join(base, 'clone')
  await command(['git', 'clone', '--quiet', projectRoot, root])
  await dropImages()
  const kept = undo.move()
  return {
    root,
    launcher: { ...bare.environment, XDG_CACHE_HOME: join(base, 'cache') },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
