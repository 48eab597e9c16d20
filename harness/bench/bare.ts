import { rm } from 'node:fs/promises'
import { raiseTools } from '../probes/tools.ts'
import { compose, composeDown, notHealthy } from '../stack/compose.ts'
import { cacheFolder } from '../stack/place.ts'
import { prepare } from '../stack/prepare.ts'
import { choosePorts, describeProject, type RaiseOptions } from '../stack/raise.ts'

type BareOptions = Pick<RaiseOptions, 'loaded' | 'runId' | 'images' | 'signal'>

/**
 * Seconds of a bare `docker compose up --wait` and `down` of the stack, with nothing of the harness around it.
 * @throws EnvironmentError when a service does not get healthy.
 */
export async function measureBare(options: BareOptions): Promise<number> {
  const directory = cacheFolder('runs', options.runId, 'bare')
  // The outside serves signatures: a part of the stack waits for them. It stands before the clock starts.
  await using tools = await raiseTools({ runId: options.runId, image: options.images.kit })
  try {
    const prepared = await prepare(options.loaded, directory, options.signal)
    const project = describeProject({ ...options, stack: 'bare' }, prepared, await choosePorts({}), tools)
    const started = performance.now()
    const up = await compose(project, ['up', '--detach', '--wait'], 90)
    if (up.exitCode !== 0) throw await notHealthy(project, up)
    await composeDown(project)
    return (performance.now() - started) / 1000
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
