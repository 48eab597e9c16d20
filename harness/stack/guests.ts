import type { ComposeModel } from '../model/compose.ts'
import { type RaisedTools, startClients } from '../probes/tools.ts'
import { command } from './command.ts'
import type { StackConfig } from './config.ts'
import type { Handle } from './handle.ts'
import { raiseMailCatcher } from './mail-catcher.ts'
import { openNetworkOf } from './open-network.ts'

/** The harness' own containers that stand on a stack's networks, and the part of the handle they make. */
export type Guests = AsyncDisposable & {
  described: Pick<Handle, 'tools' | 'outside' | 'neighbour' | 'listeningBefore' | 'mail'>
}

export type GuestOptions = {
  runId: string
  project: string
  config: StackConfig
  model: ComposeModel
  images: { kit: string; mail: string }
  /** The run's tools that stand on no network of the stack. */
  tools: RaisedTools
}

/** Puts clients beside the edge and a mail catcher beside the worker, once the stack's networks are there. */
export async function raiseGuests(options: GuestOptions): Promise<Guests> {
  const { runId, tools } = options
  const edgeNetwork = openNetworkOf('edge', options)
  const starting = [
    edgeNetwork === undefined
      ? Promise.resolve(undefined)
      : startClients({ runId, image: options.images.kit, edgeNetwork }),
    raiseMailCatcher({ ...options, image: options.images.mail }),
  ] as const
  const [clients, mail] = await Promise.all(starting)
  const { outside, neighbour, listeningBefore } = tools
  return {
    described: {
      tools: { ...tools.tools, ...(clients && { clients }), ...(mail && { mail: mail.id }) },
      outside,
      neighbour,
      listeningBefore,
      ...(mail && { mail: { api: mail.api } }),
    },
    [Symbol.asyncDispose]: async () => {
      await mail?.[Symbol.asyncDispose]()
      if (clients !== undefined) await command(['docker', 'rm', '--force', clients], { deadline: 30 })
    },
  }
}
