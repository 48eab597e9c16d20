import type { Service } from '../../harness/model/compose.ts'
import { lenderOf } from '../../harness/model/services.ts'

/** What a service names beside itself, and the attribute that does. */
export type NamedPart = {
  kind: 'network' | 'volume' | 'secret' | 'config' | 'service'
  name: string
  by: string
}

/** All that a service cannot run, or be built, without. */
export function namedBy(service: Service): NamedPart[] {
  const { build, volumes = [], secrets = [], networks = {}, depends_on: awaited = {} } = service
  const parts = (kind: NamedPart['kind'], by: string, names: readonly string[]): NamedPart[] =>
    names.map((name) => ({ kind, name, by }))
  const ofBuild = typeof build === 'object' && build !== null && 'secrets' in build ? build.secrets : []
  const mounted = volumes.flatMap(({ type, source }) => (type === 'volume' && source ? [source] : []))
  return [
    ...parts('network', 'networks', Object.keys(networks)),
    ...parts('volume', 'volumes', mounted),
    ...parts('secret', 'secrets', sourcesOf(secrets)),
    ...parts('secret', 'build', sourcesOf(ofBuild)),
    ...parts('config', 'configs', sourcesOf(service.configs)),
    ...parts('service', 'depends_on', Object.keys(awaited)),
    ...parts('service', 'links', textsOf(service.links).map(beforeColon)),
    ...parts('service', 'volumes_from', textsOf(service.volumes_from).filter(isOwn).map(beforeColon)),
    ...(['network_mode', 'ipc', 'pid'] as const).flatMap((by) =>
      parts('service', by, [lenderOf(service[by]) ?? []].flat()),
    ),
  ]
}

function sourcesOf(grants: unknown): string[] {
  if (!Array.isArray(grants)) return []
  return grants.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'source' in one ? [String(one.source)] : [],
  )
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : []
}

function beforeColon(text: string): string {
  return text.split(':')[0] ?? ''
}

function isOwn(text: string): boolean {
  return !text.startsWith('container:')
}
