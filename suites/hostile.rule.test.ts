import { expect, test } from 'vitest'
import { type Sample, sampleFolder } from '../harness/claims/folder-rule.ts'
import { inspectedRules } from './inspected.ts'

const longestMs = 2000
const app = 'services: { a: { image: a } }\n'
const chain = (count: number, link: (at: number) => [string, string]): Sample =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => link(at)))

/** Made to take for ever, or to overflow: each has done so once. */
const cases: Readonly<Record<string, Sample>> = {
  'blank lines in settings': { 'compose.yml': app, '.env': '\n'.repeat(50_000) },
  'blank lines in a crontab': { 'compose.yml': app, crontab: '\n'.repeat(200_000) },
  'blank lines in a configuration': { 'nginx/x.conf': '\n'.repeat(60_000) },
  'a word again and again': { 'nginx.conf': 'location '.repeat(10_000) },
  'a pattern of stars': {
    'nginx/n.conf': 'include *a*a*a*a*a*a*a*ab;',
    [`nginx/${'a'.repeat(60)}.conf`]: 'server { }',
  },
  'a pattern of stars to ignore': {
    'compose.yml': `services: { a: { image: a, volumes: ["./${'a'.repeat(60)}.conf:/x.conf"] } }`,
    '.gitignore': '*a*a*a*a*a*a*ab\n'.repeat(50),
  },
  'a long value': {
    'compose.yml': `services: { a: { image: a, environment: { X: "${'aGk+'.repeat(15_000)}" } } }`,
  },
  'a long run of spaces': {
    'compose.yml': `services: { a: { image: a, healthcheck: { test: "x${' '.repeat(30_000)}y" } } }`,
  },
  'openings of expressions': {
    '.github/workflows/w.yml': `jobs: { a: { steps: [{ run: "${'${{ '.repeat(10_000)}" }] } }`,
  },
  'openings of substitutions': { 'x.sh': `#!/bin/sh\n${'$('.repeat(100_000)}` },
  'substitutions in substitutions': {
    'x.sh': `#!/bin/sh\n${'echo "$(echo '.repeat(250)}${')"'.repeat(250)}`,
  },
  'many lines of shell': { 'x.sh': `#!/bin/sh\n${'echo hello world\n'.repeat(15_000)}` },
  'redirections without end': { 'x.sh': `#!/bin/sh\n./missing.sh\n${'>'.repeat(30_000)}\n` },
  'a name with signs': { 'a(.sh': '#!/bin/sh\n', crontab: '0 3 * * * /opt/a(.sh\n' },
  'every file twice': chain(22, (at) => [
    `${at === 0 ? '' : 'p/'}${at === 0 ? 'compose' : `i${at}`}.yml`,
    `include: [${at === 0 ? 'p/' : ''}i${at + 1}.yml, ${at === 0 ? 'p/' : ''}i${at + 1}.yml]\n${app}`,
  ]),
  'one include in the other': chain(1000, (at) => [
    at === 0 ? 'compose.yml' : `i${at}.yml`,
    `include: [i${at + 1}.yml]\n${app}`,
  ]),
  'one service from the other': {
    'compose.yml': `services:\n${Array.from({ length: 1500 }, (_, at) => `  s${at}: { image: a, extends: { service: s${at + 1} } }\n`).join('')}`,
  },
  'all ports': { 'compose.yml': 'services: { a: { image: a, ports: ["1-65000:1-65000"] } }' },
  'defaults of defaults': { 'compose.yml': `services: { a: { image: "${'${A:-'.repeat(5000)}" } }` },
  'stages of stages': {
    Dockerfile: Array.from({ length: 4000 }, (_, at) => `FROM s${at} AS s${at + 1}\n`).join(''),
  },
  'blocks in blocks': { 'nginx.conf': 'server {'.repeat(30_000) },
  'lists in lists': { 'compose.yml': '['.repeat(100_000) },
  'keys of the language': {
    'compose.yml':
      'services: { __proto__: { image: a }, constructor: { image: b, environment: { __proto__: x } } }',
  },
  'services that are a list': { 'compose.yml': 'services: [a, b]' },
  'a file of nothing': { 'compose.yml': '', Dockerfile: '', 'x.sh': '', crontab: '', 'nginx.conf': '' },
}

test.for(Object.entries(cases))('%s', ([, sample]) => {
  const started = process.threadCpuUsage()
  const folder = sampleFolder(sample)
  for (const rule of inspectedRules) rule.read(folder)
  const { user, system } = process.threadCpuUsage(started)
  expect((user + system) / 1000).toBeLessThan(longestMs)
})
