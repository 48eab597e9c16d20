import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { lockRun } from '../stack/lock.ts'
import { runLabel } from '../stack/place.ts'
import { docker, toolLabel } from './docker.ts'
import { dropTools } from './tools.ts'

const here = import.meta.dirname

/** A place for the tests of the probes: networks and containers that go when it is disposed of. */
export type Ground = AsyncDisposable & {
  runId: string
  image: string
  /** Makes a bridge network and gives its name. */
  network: (name: string, options?: { internal?: boolean; masquerade?: boolean }) => Promise<string>
  /** Starts a container that waits, or runs `command`, and gives its id. */
  container: (network: string, options?: GuestOptions) => Promise<string>
}

export type GuestOptions = { image?: string; command?: string[]; alias?: string; env?: string[] }

export async function openGround(): Promise<Ground> {
  const runId = randomBytes(4).toString('hex')
  const image = await kitImage()
  // Gates that run beside these tests sweep what carries the label and has no lock.
  const lock = await lockRun(runId)
  return {
    runId,
    image,
    network: (name, options = {}) => createNetwork(runId, name, options),
    container: (network, options = {}) => createGuest(runId, network, { image, ...options }),
    [Symbol.asyncDispose]: async () => {
      await dropTools(runId)
      await lock[Symbol.asyncDispose]()
    },
  }
}

/** The kit image: by STACKPROOF_KIT_IMAGE, or built on STACKPROOF_NODE_IMAGE as the image pipeline builds it. */
export async function kitImage(): Promise<string> {
  if (process.env.STACKPROOF_KIT_IMAGE !== undefined) return process.env.STACKPROOF_KIT_IMAGE
  const context = await mkdtemp(join(tmpdir(), 'kit-'))
  try {
    await cp(join(here, 'kit'), context, { recursive: true })
    await cp(join(here, '../../node_modules/undici'), join(context, 'undici'), { recursive: true })
    return await build(
      'kit',
      context,
      `NODE_IMAGE=${process.env.STACKPROOF_NODE_IMAGE ?? 'node:24-bookworm'}`,
    )
  } finally {
    await rm(context, { recursive: true })
  }
}

/** The servers' image, on the kit's. */
export async function serversImage(): Promise<string> {
  return build('servers', join(here, 'servers'), `KIT_IMAGE=${await kitImage()}`)
}

/** An unchanged context costs a look at the build cache. */
async function build(name: string, context: string, argument: string): Promise<string> {
  const tag = `stackproof-probes/${name}:test`
  await execa('docker', ['build', '-q', '-t', tag, '--build-arg', argument, context], {
    env: { DOCKER_BUILDKIT: '1' },
  })
  return tag
}

async function createNetwork(
  runId: string,
  name: string,
  { internal = false, masquerade = true }: { internal?: boolean; masquerade?: boolean },
): Promise<string> {
  const Name = `stackproof-${runId}-${name}`
  const Options = { 'com.docker.network.bridge.enable_ip_masquerade': String(masquerade) }
  const Labels = { [runLabel]: runId, [toolLabel]: 'ground' }
  await (await docker()).createNetwork({ Name, Driver: 'bridge', Internal: internal, Options, Labels })
  return Name
}

async function createGuest(runId: string, network: string, options: GuestOptions & { image: string }) {
  const aliases = options.alias === undefined ? [] : [options.alias]
  const container = await (await docker()).createContainer({
    Image: options.image,
    ...(options.command && { Cmd: options.command }),
    Env: options.env ?? [],
    Labels: { [runLabel]: runId, [toolLabel]: 'ground', 'com.docker.compose.project': runId },
    HostConfig: { NetworkMode: network },
    ...(network !== 'none' && { NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: aliases } } } }),
  })
  await container.start()
  return container.id
}
