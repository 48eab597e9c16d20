import { GenericContainer, Wait } from 'testcontainers'
import type { ComposeModel } from '../model/compose.ts'
import type { StackConfig } from './config.ts'
import { openNetworkOf } from './open-network.ts'
import { runLabel } from './place.ts'

export const mailHost = 'mail'
export const mailPort = 1025
const apiPort = 8025

export type MailCatcher = AsyncDisposable & { id: string; api: string }

/**
 * Starts a mail server that keeps what it gets, on the network by which the worker calls out.
 * Undefined when the stack sends no mail.
 */
export async function raiseMailCatcher(options: {
  runId: string
  project: string
  config: StackConfig
  model: ComposeModel
  image: string
}): Promise<MailCatcher | undefined> {
  const network = openNetworkOf('worker', options)
  if (options.config.variables.mailHost === undefined || network === undefined) return undefined
  const started = await new GenericContainer(options.image)
    .withNetworkMode(network)
    .withNetworkAliases(mailHost)
    .withLabels({ [runLabel]: options.runId })
    .withWaitStrategy(Wait.forLogMessage(/accessible via/))
    .withStartupTimeout(20_000)
    .start()
  const api = `http://${started.getIpAddress(network)}:${apiPort}`
  return {
    id: started.getId(),
    api,
    [Symbol.asyncDispose]: async () => {
      await started.stop({ timeout: 0, remove: true, removeVolumes: true })
    },
  }
}
