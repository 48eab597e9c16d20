import { getContainerRuntimeClient } from 'testcontainers'

type Runtime = Awaited<ReturnType<typeof getContainerRuntimeClient>>
/** The engine's API, as testcontainers found it (DOCKER_HOST, context or socket). */
export type Engine = Runtime['container']['dockerode']

/** On the harness' own containers and networks: what they are for. */
export const toolLabel = 'stackproof.tool'

let engine: Promise<Engine> | undefined

export function docker(): Promise<Engine> {
  engine ??= getContainerRuntimeClient().then((runtime) => runtime.container.dockerode)
  return engine
}

/** The process id of a container's first process. Throws when it does not run: it has no namespace then. */
export async function pidOf(container: string): Promise<number> {
  const { State, Name } = await (await docker()).getContainer(container).inspect()
  if (!State.Running)
    throw new Error(`container ${Name}: expected running, found ${State.Status}; see its logs`)
  return State.Pid
}
