import type { Folder } from '../../harness/folder/folder.ts'
import { type Directive, walkNginx } from '../../harness/folder/nginx.ts'
import { expanded, type Values, valuesOf } from './nginx-variables.ts'

export type Passed = { host: string; at: string; passed: boolean }

/** Names without a dot that requests are passed to; `passed`: as they stood when the proxy started. */
export function passedIn({ nginx }: Folder): Passed[] {
  return nginx.flatMap(({ directives }) => {
    const all = [...walkNginx(directives)]
    const values = valuesOf(directives)
    const groups = new Set(
      all.flatMap(({ directive }) => (directive.name === 'upstream' ? (directive.args[0] ?? []) : [])),
    )
    const passedTo = new Set(
      all.flatMap(({ directive }) => (directive.name === 'server' ? [] : targetsOf(directive, values))),
    )
    return all.flatMap(({ directive, above }): Passed[] => {
      const isServer = directive.name === 'server'
      const group = above.at(-1)
      // A group that nothing is passed to moves nobody.
      if (isServer && !(group?.name === 'upstream' && passedTo.has(group.args[0] ?? ''))) return []
      // One may have the name of its only server.
      const hosts = targetsOf(directive, values).filter((host) => isServer || !groups.has(host))
      const isAsked = directive.args.includes('resolve') || (!isServer && /\$/.test(directive.args[0] ?? ''))
      return [...new Set(hosts)]
        .filter((host) => /^[a-z_][\w-]*$/i.test(host) && !/^(localhost|unix)$/.test(host))
        .map((host) => ({ host, at: directive.at, passed: !isAsked }))
    })
  })
}

/** Whom a directive passes requests to; by a variable that may be several. */
function targetsOf({ name, args, block }: Directive, values: Values): string[] {
  if (!/^((proxy|grpc|fastcgi|uwsgi)_pass|server)$/.test(name) || block !== undefined) return []
  return expanded(args[0] ?? '', values).flatMap(
    (text) => /^([^/:$]+)(?=[/:]|$)/.exec(text.replace(/^[a-z]+:\/\//, ''))?.[1] ?? [],
  )
}

/** Every name that a container of the folder's applications has on some network. */
export function namesOf({ applications }: Folder): Set<string> {
  return new Set(
    applications.flatMap(({ model }) =>
      Object.entries(model.compose.services).flatMap(([name, service]) => [
        name,
        ...[service.container_name ?? [], service.hostname ?? [], hostsOf(service.extra_hosts)]
          .flat()
          .map(String),
        ...[service.links, service.external_links].flatMap(linkedNames),
        ...Object.values(service.networks ?? {}).flatMap((one) => one?.aliases ?? []),
      ]),
    ),
  )
}

/** `service:alias`. */
function linkedNames(links: unknown): string[] {
  return Array.isArray(links) ? links.map((one) => String(one).split(':').at(-1) ?? '') : []
}

function hostsOf(hosts: unknown): string[] {
  if (Array.isArray(hosts)) return hosts.map((one) => String(one).split(/[:=]/)[0] ?? '')
  return typeof hosts === 'object' && hosts !== null ? Object.keys(hosts) : []
}
