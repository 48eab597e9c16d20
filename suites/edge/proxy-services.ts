import { baseImage } from '../../harness/folder/dockerfile.ts'
import { dockerfileOf, type Folder } from '../../harness/folder/folder.ts'
import { type Shipped, servicesIn, writtenServices } from '../../harness/folder/services-in.ts'
import { nodeAt, textOf } from '../../harness/model/node.ts'

const nginxImage = /(^|\/)(nginx|nginx-unprivileged|openresty)(:|@|$)/
const proxyName = /(^|[^a-z])(nginx|proxy|edge|gateway)([^a-z]|$)/i

/** Whether a name is that of a proxy by what it says. */
export function saysProxy(name: string): boolean {
  return proxyName.test(name)
}

export function isNginxImage(image: string | undefined): boolean {
  return nginxImage.test(image ?? '')
}

/** The services that run Nginx: its image, one that is built from it, or one that is named so. */
export function proxiesOf(folder: Folder): Shipped[] {
  return servicesIn(folder).filter(({ application, name, service: { image, build } }) => {
    const dockerfile = build === undefined ? undefined : dockerfileOf(folder, application, build)
    return (
      isNginxImage(image) ||
      isNginxImage(dockerfile && baseImage(dockerfile)) ||
      (dockerfile === undefined && saysProxy(name))
    )
  })
}

/** What a script may call them, in the Compose files for development too. */
export function proxyNames(folder: Folder): Set<string> {
  const written = writtenServices(folder.files).filter(([, node]) =>
    isNginxImage(textOf(nodeAt(node, ['image']))),
  )
  return new Set([
    ...proxiesOf(folder).flatMap(({ name, service }) => [name, String(service.container_name ?? name)]),
    ...written.flatMap(([name, node]) => [name, textOf(nodeAt(node, ['container_name'])) ?? name]),
  ])
}
