import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { attempt } from '../stack/command.ts'
import { EnvironmentError } from '../stack/failure.ts'
import { cacheFolder } from '../stack/place.ts'
import { writeWhole } from '../stack/write-whole.ts'

const remembered = z.strictObject({ packages: z.record(z.string(), z.string()).nullable() })

/** Debian packages of an image, name to version; undefined where it has no dpkg. Read once per image, then kept. */
export async function readPackages(
  id: string,
  signal: AbortSignal,
): Promise<Record<string, string> | undefined> {
  const file = cacheFolder('packages', `${id.replace(':', '-')}.json`)
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept !== undefined) return remembered.parse(JSON.parse(kept)).packages ?? undefined
  const packages = await askImage(id, signal)
  await writeWhole(file, JSON.stringify({ packages: packages ?? null }))
  return packages
}

async function askImage(id: string, signal: AbortSignal): Promise<Record<string, string> | undefined> {
  const isolated = ['--rm', '--network', 'none', '--label', 'stackproof.cache=true', '--user', '0:0']
  const query = ['--entrypoint', 'dpkg-query', id, '--show', '--showformat', `\${Package} \${Version}\\n`]
  const { exitCode, stdout, stderr } = await attempt(['docker', 'run', ...isolated, ...query], { signal })
  // 127 is Docker's own code for a program that the image lacks.
  if (exitCode === 127) return undefined
  if (exitCode !== 0)
    throw new EnvironmentError(`packages of ${id}: expected a list, found exit ${exitCode}\n${stderr}`)
  return Object.fromEntries(stdout.split('\n').map((line) => line.split(' ', 2)))
}
