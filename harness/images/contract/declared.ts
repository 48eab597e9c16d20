import { z } from 'zod'
import { command } from '../../stack/command.ts'
import type { Declared } from './contract.ts'

const keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => Object.keys(value ?? {}).sort())
const words = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? [])
const imageConfig = z.object({
  ExposedPorts: keys,
  Volumes: keys,
  StopSignal: z.string().nullish(),
  Entrypoint: words,
  Cmd: words,
  Env: words,
})

/** What the image's configuration holds otherwise than declared; only what is declared is looked at. */
export async function declaredDifferences(image: string, declared: Declared): Promise<string[]> {
  const printed = await command(['docker', 'image', 'inspect', '--format', '{{json .Config}}', image])
  const config = imageConfig.parse(JSON.parse(printed))
  const environment = Object.entries(declared.variables ?? {}).map(([name, value]) => {
    return [
      name,
      value,
      config.Env.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1),
    ] as const
  })
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['ports', declared.ports, config.ExposedPorts],
    ['volumes', declared.volumes, config.Volumes],
    ['stop signal', declared.stopSignal, config.StopSignal],
    ['entrypoint', declared.entrypoint, config.Entrypoint],
    ['command', declared.command, config.Cmd],
    ...environment,
  ]
  return pairs
    .filter(
      ([, expected, found]) => expected !== undefined && JSON.stringify(expected) !== JSON.stringify(found),
    )
    .map(
      ([name, expected, found]) =>
        `${name}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`,
    )
}
