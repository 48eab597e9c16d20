import { expect, test } from 'vitest'
import { parseCrontab } from './crontab.ts'
import { baseImage, copied, lastOf, parseDockerfile, stagesUsed } from './dockerfile.ts'
import { filesOf } from './files.ts'
import { parseNginx, walkNginx } from './nginx.ts'
import { nginxSites } from './nginx-sites.ts'
import { bareWords } from './programs.ts'
import { alternativesOf, commandsOf, parseScript, pipesOf, setsOption } from './shell.ts'
import { parseWorkflow } from './workflow.ts'

const script = (text: string) => parseScript({ name: 's', file: 's.sh', line: 1, text, kind: 'file' })

test('nginx: directives with their lines, quotes and variables taken off nothing', () => {
  const text =
    'http {\n  # x { }\n  log_format a \'{"b":"$c"}\';\n  server { return 200 "ok; }\\n"; }\n  map ${x} $y { default 1; }\n}\n'
  const all = [...walkNginx(parseNginx(text, 'n.conf'))].map(({ directive: { name, args, at }, above }) => [
    name,
    args,
    at,
    above.length,
  ])
  expect(all).toEqual([
    ['http', [], 'n.conf:1', 0],
    ['log_format', ['a', '{"b":"$c"}'], 'n.conf:3', 1],
    ['server', [], 'n.conf:4', 1],
    ['return', ['200', 'ok; }\\n'], 'n.conf:4', 2],
    ['map', ['${x}', '$y'], 'n.conf:5', 1],
    ['default', ['1'], 'n.conf:5', 2],
  ])
})

test('nginx: another language between braces is passed over, and what does not close ends with the file', () => {
  const lua = 'location / { content_by_lua_block { local t = { a = "}" } } deny all; }'
  expect([...walkNginx(parseNginx(lua, 'n'))].map(({ directive }) => directive.name)).toContain('deny')
  expect(parseNginx('server { listen 80;', 'n')).toMatchObject([
    { name: 'server', block: [{ name: 'listen' }] },
  ])
})

test('nginx: what is included stands in its place, and is no site of its own', () => {
  const sites = nginxSites(
    filesOf({
      'nginx/nginx.conf': 'http { include conf.d/*.conf; }',
      'nginx/conf.d/a.conf': 'server { listen 1; }',
      'nginx/conf.d/b.conf': 'server { listen 2; }',
    }),
  )
  expect(sites.map(({ file }) => file)).toEqual(['nginx/nginx.conf'])
  expect(sites[0]?.directives[0]?.block?.map(({ at }) => at)).toEqual([
    'nginx/conf.d/a.conf:1',
    'nginx/conf.d/b.conf:1',
  ])
})

test('nginx: what is included is read, whatever its name and its folder', () => {
  const [site, ...more] = nginxSites(
    filesOf({
      'web/site.conf': 'server { include /etc/nginx/snippets/headers; include snippets/more.conf; }',
      'web/snippets/headers': 'add_header A b;\n',
      'web/snippets/more.conf': 'add_header C d;\ninclude snippets/deep.inc;\n',
      'web/snippets/deep.inc': 'add_header E f;\n',
      'other/headers': 'add_header G h;\n',
    }),
  )
  expect(more).toEqual([])
  expect(site?.directives[0]?.block?.map(({ args, at }) => [args[0], at])).toEqual([
    ['A', 'web/snippets/headers:1'],
    ['C', 'web/snippets/more.conf:1'],
    ['E', 'web/snippets/deep.inc:1'],
  ])
})

test('shell: commands with their lines, in functions and substitutions too', () => {
  const found = commandsOf(script('f() {\n  a "x y" >z\n}\nb=$(c d)\nif e; then g; fi\n'))
  expect(found.map(({ words, at, outputs }) => [words.join(' '), at, outputs])).toEqual([
    ['a x y', 's.sh:2', ['z']],
    ['', 's.sh:4', []],
    ['c d', 's.sh:4', []],
    ['e', 's.sh:5', []],
    ['g', 's.sh:5', []],
  ])
  expect(pipesOf(script('a | b |\nc')).map(({ commands }) => commands.map(({ name }) => name))).toEqual([
    ['a', 'b', 'c'],
  ])
})

test.for([
  ['set -e', true, false],
  ['set -euo pipefail', true, true],
  ['#!/bin/bash -e\ntrue', true, false],
  ['set -o errexit -o pipefail', true, true],
  ['echo -e hi; set -x', false, false],
] as const)('shell: options of %j', ([text, errexit, pipefail]) => {
  expect([setsOption(script(text), 'errexit'), setsOption(script(text), 'pipefail')]).toEqual([
    errexit,
    pipefail,
  ])
})

test.for([
  [
    ['sudo', '-u', 'root', 'docker', 'ps'],
    ['docker', 'ps'],
  ],
  [
    ['sudo', 'docker', 'ps'],
    ['docker', 'ps'],
  ],
  [['timeout', '30s', 'nice', '-n', '5', 'docker'], ['docker']],
  [['env', 'A=b', 'docker'], ['docker']],
  [['sudo', '-u', 'postgres', 'pg_dump'], ['pg_dump']],
  [['timeout', '-k', '5', '30s', 'docker'], ['docker']],
  [
    ['command', '-v', 'pg_dump'],
    ['command', '-v', 'pg_dump'],
  ],
  [
    ['docker', 'sudo'],
    ['docker', 'sudo'],
  ],
] as const)('shell: what %j runs in the end', ([words, bare]) => {
  expect(bareWords(words)).toEqual(bare)
})

test('Dockerfile: stages, what they are made from, and what the last one ends with', () => {
  const text =
    '# syntax=x\nARG V=22\nFROM node:${V}-slim AS base\nUSER node\nFROM --platform=linux/amd64 base AS app\nRUN a && \\\n    b\nCMD ["node", "."]\n'
  const dockerfile = parseDockerfile(text, 'Dockerfile')
  expect(dockerfile.stages.map(({ base, name, at }) => [base, name, at])).toEqual([
    ['node:${V}-slim', 'base', 'Dockerfile:3'],
    ['base', 'app', 'Dockerfile:5'],
  ])
  expect(baseImage(dockerfile)).toBe('node:22-slim')
  expect(lastOf(dockerfile, 'USER')?.at).toBe('Dockerfile:4')
  expect(dockerfile.stages[1]?.instructions[0]).toMatchObject({ text: 'a && b', at: 'Dockerfile:6' })
  expect(lastOf(dockerfile, 'CMD')?.words).toEqual(['node', '.'])
})

test('Dockerfile: what is copied from another stage, and the stages that the last one needs', () => {
  const text =
    'FROM a AS Deps\nFROM b AS other\nFROM c AS build\nCOPY --chown=x --from=deps . .\nFROM d\nCOPY --from=2 ["./a b", "/c/"]\nRUN --mount=type=bind,from=e:latest,target=/x --mount=type=cache,target=/y f\n'
  const dockerfile = parseDockerfile(text, 'Dockerfile')
  const [copy, run] = dockerfile.stages.at(-1)?.instructions ?? []
  expect([copy?.from, run?.from]).toEqual([['2'], ['e:latest']])
  expect(copy && copied(copy)).toEqual({ sources: ['./a b'], to: '/c/' })
  expect(stagesUsed(dockerfile).map(({ base }) => base)).toEqual(['d', 'c', 'a'])
})

test('workflow: triggers, steps and their shells', () => {
  const text =
    'on: [push, pull_request]\ndefaults: { run: { shell: bash } }\njobs:\n  b:\n    continue-on-error: true\n    steps:\n      - uses: a/b@v1\n        with: { x: 1 }\n      - run: |\n          c\n'
  const { triggers, jobs } = parseWorkflow(text, 'w.yml')
  expect(triggers).toEqual(['push', 'pull_request'])
  expect(jobs).toMatchObject([
    { name: 'b', mayFail: true, steps: [{ uses: 'a/b@v1' }, { run: { text: 'c\n', shell: 'bash' } }] },
  ])
})

test.for([
  ['name: Own name', 'Own name', false],
  ['uses: a/b@v1', 'a/b@v1', false],
  ['run: "# why\\n\\nnpm run lint --if-present"', 'npm run lint', false],
  ['run: "curl -u shop:secret x"', 'curl', false],
  ['run: "TOKEN=secret npm test"', 'a step', false],
  ['run: x, continue-on-error: "${{ true }}"', 'x', true],
  ['run: x, continue-on-error: "${{ matrix.next }}"', 'x', false],
] as const)('workflow: what to call %j, and whether it may fail', ([step, name, mayFail]) => {
  const { jobs } = parseWorkflow(`jobs: { b: { steps: [{ ${step} }] } }`, 'w.yml')
  expect(jobs[0]?.steps).toMatchObject([{ name, mayFail }])
})

test('crontab: jobs, whose they are, and whether the last line ends', () => {
  const { jobs, system, ends } = parseCrontab(
    'PATH=/bin\n# 0 1 * * * x\n*/5 0-3 * * mon,fri root a %b\n@daily root c',
    'etc/cron.d/x',
  )
  expect(jobs.map(({ schedule, command, at }) => [schedule, command, at])).toEqual([
    ['*/5 0-3 * * mon,fri', 'root a %b', 'etc/cron.d/x:3'],
    ['@daily', 'root c', 'etc/cron.d/x:4'],
  ])
  expect([system, ends]).toEqual([true, false])
})

test('shell: before || a whole chain is tried, up to the || before', () => {
  const found = alternativesOf(script('a && b && c || d\ne || f || g\n'))
  const names = (commands: { name: string }[]) => commands.map(({ name }) => name).join(' ')
  expect(found.map(({ tried, otherwise }) => [names(tried), names(otherwise)])).toEqual([
    ['a b c', 'd'],
    ['e', 'f'],
    ['f', 'g'],
  ])
})
