import { factsOf } from '../probes/container-facts.ts'
import { docker } from '../probes/docker.ts'
import { inspectProject } from '../probes/inspect.ts'

/** Volumes of a project that nobody named, of all its containers, by their ids. */
export async function namelessVolumes(project: string): Promise<string[]> {
  const all = (await inspectProject(project)).map(factsOf)
  return all.flatMap(({ mounts }) => mounts.map(({ nameless }) => nameless)).filter((id) => id !== '')
}

/** Removes those that no container has any more: the engine keeps them when a container is replaced. */
export async function dropUnused(volumes: readonly string[]): Promise<void> {
  const engine = await docker()
  for (const volume of volumes) {
    // One that is in use, or gone already, is no failure.
    await engine
      .getVolume(volume)
      .remove()
      .catch(() => undefined)
  }
}
