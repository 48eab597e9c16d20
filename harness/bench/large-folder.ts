import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const services = 60
const scripts = 200

/** A folder as large as one gets, 60 services and 200 scripts of 30 lines, nothing wrong in it; gone when disposed of. */
export async function openLargeFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'stackproof-large-'))
  await writeFile(join(path, 'docker-compose.prod.yml'), composeText())
  await mkdir(join(path, 'scripts'))
  for (let at = 0; at < scripts; at += 1)
    await writeFile(join(path, 'scripts', `job-${at}.sh`), scriptText(at), { mode: 0o755 })
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

function composeText(): string {
  const one = (at: number) => `  app-${at}:
    <<: *common
    image: example.com/app-${at}:1.${at}.0
    environment: { PORT: "80${at}", PEER: app-${(at + 1) % services} }
    networks: [net-${at % 6}]
    volumes: ["data-${at}:/data"]
`
  const all = Array.from({ length: services }, (_, at) => at)
  return `x-common: &common
  restart: unless-stopped
  mem_limit: 256m
  logging: { driver: json-file, options: { max-size: 10m, max-file: "3" } }
services:
${all.map(one).join('')}volumes: { ${all.map((at) => `data-${at}:`).join(', ')} }
networks: { ${all
    .slice(0, 6)
    .map((at) => `net-${at}:`)
    .join(', ')} }
`
}

function scriptText(at: number): string {
  const step = (line: number) => `step_${line}() {
  local file="$target/part-${line}"
  if [[ -s $file ]]; then
    gzip --keep "$file"
  fi
  docker compose logs --tail 100 app-${(at + line) % services} > "$file"
}
`
  const steps = [1, 2, 3]
  return `#!/usr/bin/env bash
# Keeps the last lines of three services.
set -euo pipefail
target=\${1:?where to keep them}
${steps.map(step).join('')}${steps.map((line) => `step_${line}`).join('\n')}
`
}
