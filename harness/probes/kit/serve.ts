/** Runs programs as they are asked for, one JSON line each way, until stdin ends: no process is started per probe. */
import { createInterface } from 'node:readline'
import { releaseAddresses } from './addresses.ts'
import { type Namespace, openNamespace } from './namespace.ts'
import { load } from './programs.ts'

/** `pid` names a process whose network namespace is to be stood in. */
type Asked = { id: number; name: string; input: unknown; pid?: number }

const namespaces = new Map<number, Namespace>()
const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => void answer(JSON.parse(line)))
lines.on('close', () => void releaseAddresses().finally(() => process.exit(0)))

async function answer({ id, name, input, pid }: Asked): Promise<void> {
  try {
    const value = pid === undefined ? await (await load(name)).run(input) : await inside(pid).ask(name, input)
    say({ id, value })
  } catch (error) {
    say({ id, error: error instanceof Error ? error.message : String(error) })
  }
}

function inside(pid: number): Namespace {
  const open = namespaces.get(pid) ?? openNamespace(pid, () => namespaces.delete(pid))
  namespaces.set(pid, open)
  return open
}

function say(answered: { id: number; value?: unknown; error?: string }): void {
  process.stdout.write(`${JSON.stringify(answered)}\n`)
}
