/** Keeps one server per network namespace for all that run probes in this container, until its process is gone. */
import { createServer } from 'node:net'
import { keeperSocket } from './keeper.ts'
import { type Namespace, openNamespace, processOf } from './namespace.ts'
import { answerLines, type Request } from './peer.ts'

const namespaces = new Map<string, { pid: number; namespace: Namespace }>()

async function answer({ pid, ...request }: Request): Promise<unknown> {
  leaveTheDead()
  const key = pid === undefined ? undefined : processOf(pid)
  if (pid === undefined || key === undefined)
    throw new Error(`process ${pid}: expected it running, found it gone`)
  return enter(key, pid).ask(request)
}

function enter(key: string, pid: number): Namespace {
  const known = namespaces.get(key)?.namespace
  const namespace = known ?? openNamespace(pid, () => namespaces.delete(key))
  namespaces.set(key, { pid, namespace })
  return namespace
}

/** A server would hold on to a namespace that nothing else is in any more. */
function leaveTheDead(): void {
  for (const [key, { pid, namespace }] of namespaces) {
    if (processOf(pid) === key) continue
    namespaces.delete(key)
    namespace.leave()
  }
}

createServer((socket) => {
  socket.on('error', () => socket.destroy())
  answerLines({ input: socket, output: socket }, answer, () => socket.destroy())
}).listen(keeperSocket)
