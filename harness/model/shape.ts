import { z } from 'zod'
import { withKnownTargets } from './canonical-ports.ts'
import type { ComposeModel } from './compose.ts'
import { entriesOf, mapNode, type Node, nodeAt, type Problem, plain, textOf, withEntry } from './node.ts'

const texts = z.record(z.string(), z.string().nullable())
const amount = z.union([z.number(), z.string()])
const words = z.union([z.array(z.string()), z.string(), z.null()])
const list = z.array(z.string())
const object = z.record(z.string(), z.unknown())

/** Attributes that rules read; any other is carried as it is written. */
const service = z.looseObject({
  image: z.string(),
  command: words,
  entrypoint: words,
  environment: texts,
  user: z.string(),
  read_only: z.boolean(),
  privileged: z.boolean(),
  cap_add: list,
  cap_drop: list,
  security_opt: list,
  tmpfs: list,
  pids_limit: z.number(),
  mem_limit: amount,
  cpus: amount,
  deploy: z
    .looseObject({
      resources: z
        .looseObject({
          limits: z.looseObject({ cpus: amount, memory: amount, pids: z.number() }).partial(),
        })
        .partial(),
    })
    .partial(),
  logging: z.looseObject({ driver: z.string(), options: z.record(z.string(), z.string()) }).partial(),
  healthcheck: z
    .looseObject({
      test: list,
      interval: z.string(),
      timeout: z.string(),
      retries: z.number(),
      start_period: z.string(),
      disable: z.boolean(),
    })
    .partial(),
  networks: z.record(z.string(), z.looseObject({ aliases: list.optional() }).nullable()),
  network_mode: z.string(),
  pid: z.string(),
  ipc: z.string(),
  uts: z.string(),
  userns_mode: z.string(),
  ports: z.array(
    z.looseObject({
      target: z.number().optional(),
      published: z.string().optional(),
      host_ip: z.string().optional(),
    }),
  ),
  volumes: z.array(
    z.looseObject({
      type: z.string(),
      source: z.string().optional(),
      target: z.string(),
      read_only: z.boolean().optional(),
    }),
  ),
  secrets: z.array(z.looseObject({ source: z.string(), target: z.string().optional() })),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })),
  restart: z.string(),
  profiles: list,
  labels: z.record(z.string(), z.string()),
})
const network = z.looseObject({
  name: z.string(),
  internal: z.boolean(),
  external: z.boolean(),
  driver: z.string(),
  driver_opts: z.record(z.string(), z.string()),
})
const secret = z.looseObject({
  file: z.string(),
  environment: z.string(),
  external: z.boolean(),
  name: z.string(),
})

// Each part is shaped before this: only the presence of the parts is left to check.
const whole = z.custom<ComposeModel>(
  (value) =>
    z.object({ services: object, networks: object, volumes: object, secrets: object }).safeParse(value)
      .success,
)

/** Made once: a schema is compiled at its first use. */
const kinds = {
  services: service.partial(),
  networks: network.partial(),
  volumes: z.looseObject({}),
  secrets: secret.partial(),
}

/** The typed model of a finished tree; an attribute of the wrong shape is left out and told. */
export function shapeModel(node: Node): { compose: ComposeModel; tree: Node; problems: Problem[] } {
  const problems: Problem[] = []
  const top = node.value instanceof Map ? node : mapNode(node.at)
  const tree = Object.entries(kinds).reduce((seen, [kind, schema]) => {
    const entries = [...entriesOf(entriesOf(node).get(kind))]
    const shaped = entries.map(([name, child]) => {
      const known = kind === 'services' ? withKnownTargets(child) : child
      return [name, shapeOne(known, schema, `${kind}.${name}`, problems)] as const
    })
    return withEntry(seen, kind, mapNode(entriesOf(node).get(kind)?.at ?? node.at, shaped))
  }, top)
  return { compose: whole.parse(plain(tree)), tree, problems }
}

function shapeOne(node: Node, schema: z.ZodObject, path: string, problems: Problem[]): Node {
  const seen = withoutEmpty(node.value instanceof Map ? node : mapNode(node.at))
  if (!(node.value instanceof Map))
    problems.push(problemAt(node, `${path}: expected a mapping, found ${JSON.stringify(plain(node))}`))
  const result = schema.safeParse(plain(seen))
  const wrong = result.success ? [] : result.error.issues
  // From the last item of a list on, so that the places of those before it hold.
  const fromLast = wrong.toSorted((a, b) => (b.path.join('.') > a.path.join('.') ? 1 : -1))
  return fromLast.reduce((kept, issue) => {
    const steps = issue.path.map(String)
    const leaf = nodeAt(kept, steps) ?? nodeAt(kept, steps.slice(0, 1))
    if (leaf === undefined) return kept
    // A variable that nobody has set may be anything.
    if (!textOf(leaf)?.includes('$'))
      problems.push(
        problemAt(leaf, `${path}.${steps.join('.')}: ${issue.message}; the attribute is left out`),
      )
    return without(kept, nodeAt(kept, steps) === undefined ? steps.slice(0, 1) : steps)
  }, seen)
}

/** A tree without what stands at a path; an item of a list goes as a whole. */
function without(node: Node, [step = '', ...rest]: readonly string[]): Node {
  if (Array.isArray(node.value)) return { ...node, value: node.value.filter((_, at) => String(at) !== step) }
  const child = entriesOf(node).get(step)
  return withEntry(node, step, rest.length === 0 || child === undefined ? undefined : without(child, rest))
}

// An attribute without a value is as good as absent; an empty command, though, replaces the image's.
function withoutEmpty(node: Node): Node {
  const kept = [...entriesOf(node)].filter(
    ([key, { value }]) => value !== null || /^(command|entrypoint)$/.test(key),
  )
  return mapNode(node.at, kept)
}

function problemAt(node: Node, message: string): Problem {
  const [, file = node.at, line = '1'] = /^(.*):(\d+)$/.exec(node.at) ?? []
  return { file, line: Number(line), message }
}
