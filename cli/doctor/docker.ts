import { whereIs } from '../../harness/stack/where-is.ts'
import { amount, ask, atLeast, type Component, present, versionNumber } from './component.ts'
import { networksLeft, poolsAnswer } from './pools.ts'

/** The networks of two stacks, their neighbours, and another run beside it. */
const leastNetworks = 24
const daemonGets = 'start it: systemctl start docker; ./stackproof gate as root does it'

/** Client, daemon and what a run takes of them. */
export async function docker(): Promise<Component[]> {
  const [client, buildx, server, compose] = await Promise.all([
    ask('docker', '--version'),
    ask('docker', 'buildx', 'version'),
    ask('docker', 'version', '--format', '{{.Server.Version}}'),
    ask('docker', 'compose', 'version', '--short'),
  ])
  return [
    atLeast('Docker client', '18.9', client?.split(',')[0]),
    present('BuildKit', 'built in before 23, buildx after', buildKit(client, buildx)),
    present('Docker daemon', 'an answer', server, daemonGets),
    atLeast('Compose', '2.20', compose),
    ...(await images(server !== undefined)),
    ...(server === undefined ? [] : [await addressPools()]),
  ]
}

function buildKit(client: string | undefined, buildx: string | undefined): string | undefined {
  if (client !== undefined && versionNumber(client) < versionNumber('23.0')) return 'built in'
  return buildx?.split('\n')[0]
}

/** Images are pulled, or built on a base that is cached or made by debootstrap. */
async function images(daemon: boolean): Promise<Component[]> {
  const [answers, cached] = await Promise.all([
    registryAnswers(),
    daemon ? ask('docker', 'image', 'ls', '--quiet', '--filter', 'label=stackproof.cache') : undefined,
  ])
  const standIn = whereIs('debootstrap') ?? (cached ? 'a cached base' : undefined)
  const registry = answers ? 'it answers' : 'it is silent'
  const base = standIn ?? 'none'
  return [
    {
      component: 'registry',
      needed: 'an answer, or debootstrap',
      found: registry,
      ok: answers || base !== 'none',
      get: 'see debootstrap',
    },
    {
      component: 'debootstrap',
      needed: 'where no registry answers',
      found: base,
      ok: answers || base !== 'none',
      get: 'apt-get install debootstrap',
    },
  ]
}

/** Docker's own registry says 401 to a caller without a token. */
async function registryAnswers(): Promise<boolean> {
  const signal = AbortSignal.timeout(4000)
  return fetch('https://registry-1.docker.io/v2/', { signal }).then(
    ({ status }) => status === 200 || status === 401,
    () => false,
  )
}

async function addressPools(): Promise<Component> {
  const [info, ids] = await Promise.all([
    ask('docker', 'info', '--format', '{{json .DefaultAddressPools}}'),
    ask('docker', 'network', 'ls', '--quiet'),
  ])
  const networks = (ids ?? '').split('\n').filter((id) => id !== '')
  const format = '{{range .IPAM.Config}}{{.Subnet}} {{end}}'
  const subnets =
    networks.length === 0 ? '' : await ask('docker', 'network', 'inspect', '--format', format, ...networks)
  const used = (subnets ?? '').split(/\s+/).filter((subnet) => subnet.includes('.'))
  const left = networksLeft(poolsAnswer.parse(JSON.parse(info ?? 'null')), used)
  return amount('address pools', leastNetworks, left, [
    'networks',
    'docker network prune, or default-address-pools in daemon.json',
  ])
}
