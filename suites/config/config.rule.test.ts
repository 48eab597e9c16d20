import { expect, test } from 'vitest'
import { readSample } from '../../harness/model/sample-text.ts'
import { rules } from '../rules.ts'

type Sample = [claim: string, service: string]

/** Each service, written as a user would, turns its claim red. */
const red: Sample[] = [
  ['CFG-01', 'a: { mem_limit: 1g, cpus: 1 }'],
  ['CFG-01', 'a: { mem_limit: 1g, pids_limit: 100 }'],
  ['CFG-01', 'a: { cpus: 1, pids_limit: 100 }'],
  ['CFG-01', 'a: { mem_limit: 1g, cpus: 0, pids_limit: 100 }'],
  ['CFG-01', 'a: { deploy: { resources: { reservations: { cpus: "1", memory: 1G } } } }'],
  ['CFG-02', 'a: {}'],
  ['CFG-02', 'a: { user: root }'],
  ['CFG-02', 'a: { user: 0 }'],
  ['CFG-02', 'a: { user: "0:1000" }'],
  ['CFG-02', 'a: { user: node }'],
  ['CFG-02', 'a: { user: "${WHO}" }'],
  ['CFG-03', 'a: {}'],
  ['CFG-03', 'a: { cap_drop: [NET_RAW, CHOWN] }'],
  ['CFG-03', 'a: { cap_drop: [ALL], cap_add: [NET_BIND_SERVICE] }'],
  ['CFG-04', 'a: {}'],
  ['CFG-04', 'a: { read_only: "${RO:-false}" }'],
  ['CFG-05', 'a: {}'],
  ['CFG-05', 'a: { security_opt: ["seccomp:profile.json"] }'],
  ['CFG-05', 'a: { security_opt: ["no-new-privileges:true", "no-new-privileges:false"] }'],
  ['CFG-06', 'a: {}'],
  ['CFG-06', 'a: { logging: { driver: json-file, options: { max-size: 10m } } }'],
  ['CFG-06', 'a: { logging: { driver: json-file, options: { max-size: 100m, max-file: 3 } } }'],
  ['CFG-06', 'a: { logging: { driver: local } }'],
  ['CFG-06', 'a: { logging: { driver: syslog, options: { max-size: 10m, max-file: 3 } } }'],
  ['CFG-07', 'a: {}'],
  ['CFG-07', 'a: { image: "app:${TAG:-latest}" }'],
  ['CFG-07', 'a: { image: "postgres:16-alpine" }'],
  ['CFG-09', 'a: { privileged: true }'],
  ['CFG-09', 'a: { network_mode: host }'],
  ['CFG-09', 'a: { userns_mode: host }'],
  ['CFG-09', 'a: { uts: host }'],
  ['CFG-09', 'a: { devices: ["/dev/kvm:/dev/kvm"] }'],
  ['CFG-09', 'a: { volumes: ["/run/docker.sock:/var/run/docker.sock:ro"] }'],
  ['CFG-10', 'a: { environment: [DATABASE_PASSWORD=x] }'],
  ['CFG-10', 'a: { environment: { DATABASE_PASSWORD: "${DATABASE_PASSWORD}" } }'],
  ['CFG-10', 'a: { environment: [API_TOKEN] }'],
  ['CFG-10', 'a: { command: "redis-server --requirepass x" }'],
  ['CFG-10', 'a: { healthcheck: { test: "redis-cli -a x ping" } }'],
  ['CFG-10', 'a: { secrets: [s] }\nsecrets: { s: { environment: S } }'],
  ['CFG-11', 'a: {}'],
  ['CFG-11', 'a: { restart: on-failure:5 }'],
  [
    'CFG-11',
    'a: { restart: unless-stopped, depends_on: { b: { condition: service_completed_successfully } } }\n  b: { restart: unless-stopped }',
  ],
  ['CFG-18', 'a: { environment: [KEY_FILE=/run/secrets/key] }'],
  [
    'CFG-18',
    'a: { environment: { KEY: /run/secrets/key }, secrets: [{ source: key, target: other }] }\nsecrets: { key: { file: k } }',
  ],
  [
    'CFG-19',
    'a: { depends_on: [once] }\n  b: { depends_on: { once: { condition: service_completed_successfully } } }\n  once: {}',
  ],
  [
    'CFG-19',
    'a: { depends_on: { once: { condition: service_completed_successfully, required: false } } }\n  once: {}',
  ],
  ['HLT-06', 'a: { healthcheck: { test: probe, interval: 60s } }'],
  ['HLT-06', 'a: { healthcheck: { test: probe, retries: 10 } }'],
  ['CFG-12', 'a: { volumes: ["./conf:/etc/app"] }'],
  ['CFG-12', 'a: { volumes: ["/:/host:ro"] }'],
  ['CFG-12', 'a: { volumes: [{ type: bind, source: /proc, target: /p, read_only: true }] }'],
  ['CFG-12', 'a: { volumes: ["./conf:/etc/app:ro,rshared"] }'],
  ['CFG-16', 'a: { security_opt: ["no-new-privileges:true", "seccomp=unconfined"] }'],
  ['CFG-16', 'a: { security_opt: ["apparmor:unconfined"] }'],
  ['CFG-16', 'a: { security_opt: [systempaths=unconfined] }'],
  ['CFG-16', 'a: { security_opt: ["label:disable"] }'],
  ['CFG-16', 'a: { cgroup_parent: /own }'],
  ['CFG-16', 'a: { network_mode: bridge }'],
  ['CFG-21', 'a: { ulimits: { nofile: { soft: 1024, hard: 4096 } } }'],
  ['CFG-21', 'a: { ulimits: { memlock: -1 } }'],
]

const green: Sample[] = [
  ['CFG-01', 'a: { mem_limit: 1g, cpus: 0.5, pids_limit: 100 }'],
  ['CFG-01', 'a: { deploy: { resources: { limits: { cpus: "1", memory: 1G, pids: "${PIDS:-9}" } } } }'],
  ['CFG-01', 'a: { pids_limit: 9, deploy: { resources: { limits: { cpus: 1, memory: 64M } } } }'],
  ['CFG-02', 'a: { user: 1000 }'],
  ['CFG-02', 'a: { user: "101:101" }'],
  ['CFG-03', 'a: { cap_drop: [all] }'],
  ['CFG-03', 'a: { <<: *hardened }'],
  ['CFG-04', 'a: { <<: *hardened, user: 1000 }'],
  ['CFG-05', 'a: { security_opt: [no-new-privileges] }'],
  ['CFG-05', 'a: { <<: *hardened }'],
  ['CFG-06', 'a: { <<: *hardened }'],
  ['CFG-06', 'a: { logging: { driver: local, options: { max-size: 5m } } }'],
  ['CFG-06', 'a: { logging: { driver: json-file, options: { max-size: 10240k, max-file: "3" } } }'],
  ['CFG-07', 'a: { image: "app:${TAG:?which}" }'],
  ['CFG-07', 'a: { image: "${IMAGE:-nginx:1.28.0}" }'],
  ['CFG-09', 'a: { privileged: false, network_mode: none }'],
  [
    'CFG-10',
    'a: { environment: [DATABASE_PASSWORD_FILE=/run/secrets/db], secrets: [db] }\nsecrets: { db: { file: ./db } }',
  ],
  ['CFG-10', `a: { healthcheck: { test: 'REDISCLI_AUTH="$$(cat /run/secrets/r)" redis-cli ping' } }`],
  ['CFG-16', 'a: {}'],
  ['CFG-21', 'a: {}'],
  ['CFG-21', 'a: { ulimits: {} }'],
  [
    'CFG-18',
    'a: { environment: [KEY_FILE=/run/secrets/key], secrets: [key] }\nsecrets: { key: { file: k } }',
  ],
  ['CFG-18', 'a: { environment: { KEY_FILE: /run/secrets/key }, volumes: ["./keys:/run/secrets:ro"] }'],
  ['CFG-18', 'a: { environment: { KEY_FILE: "/run/secrets/${NAME}", OTHER: /etc/key } }'],
  ['CFG-19', 'a: { depends_on: [b] }\n  b: {}'],
  ['CFG-19', 'a: { depends_on: { b: { condition: service_completed_successfully } } }\n  b: {}'],
  ['HLT-06', 'a: { healthcheck: { test: probe } }'],
  ['HLT-06', 'a: { healthcheck: { test: probe, interval: 10s, timeout: 60s, retries: 3 } }'],
  ['CFG-16', 'a: { security_opt: ["seccomp:profile.json", "label:type:svirt_t"], network_mode: none }'],
  ['CFG-11', 'a: { restart: unless-stopped }'],
  [
    'CFG-11',
    'a: { restart: unless-stopped, depends_on: { b: { condition: service_completed_successfully } } }\n  b: { restart: "no" }',
  ],
  ['CFG-12', 'a: { volumes: ["./conf:/etc/app:ro", "data:/data", "/anonymous"] }\nvolumes: { data: }'],
]

const hardened = `x-hardened: &hardened
  read_only: true
  cap_drop: [ALL]
  security_opt: ['no-new-privileges:true']
  logging: { driver: json-file, options: { max-size: 10m, max-file: 3 } }
`

function findings([claim, service]: Sample) {
  const model = readSample(`${hardened}services:\n  ${service}\n`)
  return rules.filter((rule) => rule.claim === claim).flatMap((rule) => rule.read(model))
}

test.for(red)('%s is red on %s', (sample) => {
  expect(findings(sample).filter(({ ok }) => !ok)).not.toEqual([])
})

test.for(green)('%s is green on %s', (sample) => {
  const seen = findings(sample)
  expect(seen).not.toEqual([])
  expect(seen.filter(({ ok }) => !ok)).toEqual([])
})

test.for(rules.map((rule) => [rule.claim, rule] as const))('%s is red on its own bad sample', ([, rule]) => {
  expect(rule.read(rule.bad()).filter(({ ok }) => !ok)).not.toEqual([])
})

test('a finding tells the line of what is wrong', () => {
  const [seen] = findings([
    'CFG-12',
    'a:\n    user: "1"\n    volumes:\n      - data:/d\n      - ./x:/x\nvolumes: { data: }',
  ])
  expect(seen).toMatchObject({ subject: 'a', ok: false, file: 'compose.yaml:11' })
})
