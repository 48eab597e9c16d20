import type { ComposeModel } from '../../harness/model/compose.ts'

/** Names of the networks, volumes or secrets that services use, at run time or to be built. */
export function plainNames(
  services: ComposeModel['services'],
  kind: 'networks' | 'volumes' | 'secrets',
): ReadonlySet<string> {
  return new Set(
    Object.values(services).flatMap((service) => {
      if (kind === 'networks') return Object.keys(service.networks ?? {})
      if (kind === 'volumes') return (service.volumes ?? []).flatMap(({ source }) => source ?? [])
      return [...(service.secrets ?? []).map(({ source }) => source), ...buildSecrets(service.build)]
    }),
  )
}

function buildSecrets(build: unknown): string[] {
  const secrets = typeof build === 'object' && build !== null && 'secrets' in build ? build.secrets : []
  return Array.isArray(secrets)
    ? secrets.map((one) => (typeof one === 'string' ? one : String(one?.source)))
    : []
}
