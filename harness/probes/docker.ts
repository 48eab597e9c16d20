import Docker from 'dockerode'
import { engineHost } from '../stack/engine.ts'

/** The engine's API, by DOCKER_HOST or by the client's present context. */
export type Engine = Docker

/** On the harness' own containers and networks: what they are for. */
export const toolLabel = 'stackproof.tool'

let engine: Promise<Engine> | undefined

export function docker(): Promise<Engine> {
  engine ??= engineHost().then(engineAt)
  return engine
}

function engineAt(host: string): Engine {
  const { protocol, hostname, port, pathname } = new URL(host)
  if (protocol === 'unix:') return new Docker({ socketPath: pathname })
  // Certificates for a TCP engine come from the environment, where the client looks for them too.
  if (process.env.DOCKER_HOST) return new Docker()
  return new Docker({ protocol: protocol === 'ssh:' ? 'ssh' : 'http', host: hostname, port })
}

/** The process id of a container's first process. Throws when it does not run: it has no namespace then. */
export async function pidOf(container: string): Promise<number> {
  const { State, Name } = await (await docker()).getContainer(container).inspect()
  if (!State.Running)
    throw new Error(`container ${Name}: expected running, found ${State.Status}; see its logs`)
  return State.Pid
}
