import { canonicalBuild } from './canonical-build.ts'
import { canonicalDependencies, canonicalGrant, canonicalList, canonicalNames } from './canonical-lists.ts'
import { canonicalPort } from './canonical-ports.ts'
import {
  bytes,
  type Change,
  duration,
  each,
  flag,
  inside,
  labels,
  list,
  number,
  pairs,
  text,
  words,
} from './canonical-values.ts'
import { canonicalVolume, fromBase } from './canonical-volumes.ts'
import { entriesOf, mapNode, type Node, nodeAt, textNode, textOf } from './node.ts'

const resources = inside({ limits: inside({ cpus: number, memory: bytes, pids: number }) })
const healthTest: Change = (node) => {
  const line = textOf(node)
  if (line === undefined) return node
  return { ...node, value: [textNode(node.at, 'CMD-SHELL'), textNode(node.at, line)] }
}
const health = inside({
  test: healthTest,
  interval: duration,
  timeout: duration,
  start_period: duration,
  start_interval: duration,
  retries: number,
  disable: flag,
})

/** What each attribute of a service becomes in long syntax; `base` is the folder its paths start at. */
const serviceChanges: Record<string, Change> = {
  annotations: pairs,
  build: (node, base) => canonicalBuild(node, base),
  cap_add: list,
  cap_drop: list,
  command: words,
  configs: each((item) => [canonicalGrant(item, '/')]),
  cpus: number,
  depends_on: (node) => canonicalDependencies(node),
  deploy: inside({ resources }),
  entrypoint: words,
  env_file: (node, base) => each((item) => [absoluteFile(item, base)])(canonicalList(node), base),
  environment: pairs,
  healthcheck: health,
  image: text,
  labels,
  logging: inside({ options: pairs }),
  mem_limit: bytes,
  networks: (node) => canonicalNames(node, (at) => textNode(at, null)),
  pids_limit: number,
  ports: each((item) => canonicalPort(item)),
  privileged: flag,
  read_only: flag,
  restart: text,
  secrets: each((item) => [canonicalGrant(item, '/run/secrets/')]),
  security_opt: list,
  shm_size: bytes,
  stop_grace_period: duration,
  tmpfs: list,
  user: text,
  volumes: each((item, base) => [canonicalVolume(item, base)]),
}

/** One service in long syntax. */
export function canonicalService(service: Node, base: string): Node {
  return inside(serviceChanges)(service, base)
}

function absoluteFile(item: Node, base: string): Node {
  const written = textOf(item) ?? textOf(nodeAt(item, ['path']))
  const path = textNode(item.at, fromBase(base, written ?? ''))
  return mapNode(item.at, [...entriesOf(item), ['path', path]])
}
