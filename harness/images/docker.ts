import { execa } from 'execa'
import { command } from '../stack/command.ts'
import { Interrupted } from '../stack/failure.ts'
import { buildImage } from './build.ts'
import type { DockerCalls, PullOutcome } from './docker-calls.ts'
import { readPackages } from './packages.ts'

/** The calls as the `docker` on PATH answers them. */
export const dockerCalls: DockerCalls = {
  list: listImages,
  pull: pullImage,
  build: buildImage,
  identify: (reference) => command(['docker', 'image', 'inspect', '--format', '{{.Id}}', reference]),
  packages: readPackages,
}

/** Seconds until a registry must have begun to answer, and until a pull must have ended. */
const answerDeadline = 8
const pullDeadline = 900

async function listImages(): Promise<Map<string, string>> {
  const format = '{{.Repository}}:{{.Tag}} {{.ID}}'
  const printed = await command(['docker', 'images', '--no-trunc', '--format', format])
  const rows = printed.split('\n').filter((line) => line !== '')
  return new Map(
    rows.map((line) => [line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]),
  )
}

/** Docker prints its first line once the registry has told the manifest: until then the short deadline holds. */
async function pullImage(reference: string, signal: AbortSignal): Promise<PullOutcome> {
  const mute = new AbortController()
  const timer = setTimeout(() => mute.abort(), answerDeadline * 1000)
  const child = execa('docker', ['pull', reference], {
    stdin: 'ignore',
    reject: false,
    timeout: pullDeadline * 1000,
    cancelSignal: AbortSignal.any([signal, mute.signal]),
  })
  child.stdout.once('data', () => clearTimeout(timer))
  const { exitCode, stderr } = await child
  clearTimeout(timer)
  if (signal.aborted) throw new Interrupted(`image ${reference}: interrupted while it was pulled`)
  if (exitCode === 0) return 'pulled'
  return /manifest unknown|not found|does not exist|access denied/i.test(stderr) ? 'unknown' : 'silent'
}
