import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { type Shipped, servicesIn } from '../../harness/folder/services-in.ts'
import { limitsOf } from '../../harness/model/limits.ts'
import { bytesOf } from '../../harness/model/sizes.ts'

const app = (service: string) => ({ 'compose.yml': `services: { a: { ${service} } }` })

/** How programs are told what they may take, each with the bytes that a match means. */
const told: readonly { what: string; pattern: RegExp; unit?: string }[] = [
  { what: 'maxmemory', pattern: /--maxmemory[ =]"?(\d+\w*)/i },
  { what: '-Xmx', pattern: /-Xmx(\d+[kmgt]?)/i },
  { what: '--max-old-space-size', pattern: /--max-old-space-size[= ](\d+)/, unit: 'm' },
  { what: 'shared_buffers', pattern: /shared_buffers=["']?(\d+\w*)/i },
  { what: 'innodb-buffer-pool-size', pattern: /innodb[-_]buffer[-_]pool[-_]size=["']?(\d+\w*)/i },
]

/** A program that may take all of its container is ended by the kernel when it does. */
export const fits = folderRule({
  claim: 'CFG-57',
  read: (folder) => servicesIn(folder).flatMap(read),
  red: [
    app('image: "redis:7", command: redis-server --maxmemory 512mb, mem_limit: 512m'),
    app('image: j, environment: { JAVA_OPTS: -Xmx2g }, deploy: { resources: { limits: { memory: 1G } } }'),
    app('image: n, environment: ["NODE_OPTIONS=--max-old-space-size=1024"], mem_limit: 512m'),
  ],
  green: [
    app('image: "redis:7", command: redis-server --maxmemory 384mb, mem_limit: 512m'),
    app('image: j, environment: { JAVA_OPTS: -Xmx512m }, deploy: { resources: { limits: { memory: 1G } } }'),
    app('image: "redis:7", command: redis-server --maxmemory 2gb'),
  ],
})

function read({ name, service, at }: Shipped): Finding[] {
  const { amount } = limitsOf(service).memory
  const values = Object.values(service.environment ?? {})
  const text = [service.command ?? [], service.entrypoint ?? [], ...values].flat().join(' ')
  if (amount === undefined) return []
  return told.flatMap(({ what, pattern, unit = '' }): Finding[] => {
    const bytes = bytesOf(`${pattern.exec(text)?.[1] ?? ''}${unit}`)
    if (bytes === undefined || bytes === 0) return []
    const ok = bytes < amount
    return [
      found({
        at: at(),
        subject: name,
        property: `${what}, in bytes`,
        expected: { atMost: amount - 1 },
        found: bytes,
        ok,
      }),
    ]
  })
}

const queues =
  /"(bullmq|bull|bee-queue|agenda)"|^\s*(celery|rq|dramatiq|arq|huey)\b|gem ["'](sidekiq|resque)["']|["'](celery|rq|dramatiq|arq|huey)(\[[\w,]*\])?[<>=~"']/m
const queueOf = (policy: string) =>
  app(`image: "redis:7", command: redis-server --maxmemory 1gb --maxmemory-policy ${policy}`)

/** To make room a full cache throws jobs away, and nobody is told. */
export const queueKept = folderRule({
  claim: 'CFG-58',
  read: ({ applications, files }) => {
    const manifests = files.list.filter(({ path }) =>
      /(^|\/)(package\.json|requirements([\w.-]*|\/[\w.-]+)\.txt|pyproject\.toml|Pipfile|Gemfile)$/.test(
        path,
      ),
    )
    const queue = manifests
      .map(({ path }) => queues.exec(files.text(path) ?? '')?.[0])
      .find((one) => one !== undefined)
    if (queue === undefined) return []
    return applications.flatMap(({ model }) => {
      const caches = (model.services.cache ?? []).filter((name) =>
        /redis|valkey/.test(model.compose.services[name]?.image ?? ''),
      )
      // With more than one nobody here knows which of them holds the queue.
      if (caches.length !== 1) return []
      return caches.flatMap((name): Finding[] => {
        const text = [model.compose.services[name]?.command ?? []].flat().join(' ')
        const policy = /--maxmemory-policy[ =]([\w-]+)/.exec(text)?.[1] ?? 'noeviction'
        const ok = policy === 'noeviction'
        return [
          found({
            at: model.locate('services', name, 'command'),
            subject: name,
            property: `policy of the cache that holds ${queue.replace(/["'\s]/g, '')}`,
            expected: 'noeviction',
            found: policy,
            ok,
          }),
        ]
      })
    })
  },
  red: [
    { ...queueOf('allkeys-lru'), 'package.json': '{ "dependencies": { "bullmq": "5" } }' },
    { ...queueOf('allkeys-lfu'), 'requirements.txt': 'django\ncelery==5.4\n' },
    { ...queueOf('allkeys-lru'), 'requirements/base.txt': 'celery==5.4\n' },
  ],
  green: [
    { ...queueOf('noeviction'), 'package.json': '{ "dependencies": { "bullmq": "5" } }' },
    { ...queueOf('allkeys-lru'), 'package.json': '{ "dependencies": { "ioredis": "5" } }' },
  ],
})
