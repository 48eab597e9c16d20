import { docker } from './docker.ts'

/** Every process of a running container with all its arguments, as the engine tells it from the host. */
export async function processesOf(id: string): Promise<string[]> {
  const listed = await (await docker()).getContainer(id).top({ ps_args: '-ww -eo pid,args' })
  return listed.Processes.map(([, ...args]: string[]) => args.join(' '))
}
