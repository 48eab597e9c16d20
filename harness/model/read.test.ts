import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type ReadOptions, readCompose, type StaticRead } from './read.ts'

const samples = join(import.meta.dirname, 'samples')

test('every node tells where it was written, merged ones too', () => {
  const { locate } = readCompose({ root: samples, files: ['compose.yaml', 'override.yaml'] })
  expect(locate('services', 'edge')).toBe('override.yaml:2')
  expect(locate('services', 'edge', 'image')).toBe('compose.yaml:17')
  expect(locate('services', 'edge', 'read_only')).toBe('compose.yaml:6')
  expect(locate('services', 'edge', 'environment', 'EQUALS')).toBe('compose.yaml:22')
  expect(locate('services', 'edge', 'environment', 'PLAIN')).toBe('override.yaml:5')
  expect(locate('services', 'edge', 'ports', '1')).toBe('compose.yaml:33')
  expect(locate('services', 'web', 'environment', 'FROM')).toBe('base/base.yaml:5')
  expect(locate('services', 'part', 'networks', 'parts')).toBe('part/part.yaml:2')
  expect(locate('networks', 'app', 'internal')).toBe('override.yaml:19')
})

test('what is absent is told at its nearest parent', () => {
  const { locate } = readCompose({ root: samples, files: ['compose.yaml'] })
  expect(locate('services', 'tool', 'healthcheck', 'test')).toBe('compose.yaml:58')
  expect(locate('services', 'nobody', 'image')).toBe('compose.yaml:14')
})

test('the environment of this process is not looked at', () => {
  const { compose } = read({ 'compose.yaml': 'services: { a: { image: "x:${PATH}" } }' })
  expect(compose.services.a?.image).toBe('x:${PATH}')
})

test('variables win over env files, and a later file over an earlier one', () => {
  const files = {
    'compose.yaml': 'services: { a: { image: "$A-$B-$C" } }',
    a: 'A=1\nB=1\nC=1',
    b: 'B=2\nC=2',
  }
  const { compose } = read(files, { envFiles: ['a', 'b'], variables: { C: '3' } })
  expect(compose.services.a?.image).toBe('1-2-3')
})

test('a port whose target is not known is published all the same', () => {
  const { compose, problems } = read({
    'compose.yaml': 'services: { a: { image: x, ports: ["${A}:${A}", "127.0.0.1:80:${B}"] } }',
  })
  expect(problems).toEqual([])
  expect(compose.services.a?.ports).toEqual([
    { mode: 'ingress', published: '${A}', protocol: 'tcp' },
    { mode: 'ingress', host_ip: '127.0.0.1', published: '80', protocol: 'tcp' },
  ])
})

test('what must be set and is not is told by name and place', () => {
  const { compose, unknown, problems } = read({
    'compose.yaml': 'services:\n  a:\n    image: "x:${TAG:?say which}"',
  })
  expect(unknown).toEqual([{ name: 'TAG', required: true, at: 'compose.yaml:3' }])
  expect([problems, compose.services.a?.image]).toEqual([[], 'x:${TAG}'])
})

test.for([
  ['extends', 'services: { a: { extends: { file: ../outside.yaml, service: a }, user: "1" } }'],
  ['include', 'include: [../outside.yaml]\nservices: { a: { user: "1" } }'],
  ['env_file', 'services: { a: { user: "1", env_file: ../outside.env } }'],
  ['link', 'services: { a: { extends: { file: link.yaml, service: a }, user: "1" } }'],
  ['absolute', 'services: { a: { extends: { file: /etc/hostname, service: a }, user: "1" } }'],
] as const)('%s: a path outside the folder is not followed', ([kind, text]) => {
  const { compose, problems } = read({ 'compose.yaml': text }, { link: true })
  expect(problems[0]?.message).toMatch(
    kind === 'absolute' ? /inside|readable/ : /expected a file inside .*, found/,
  )
  expect(compose.services.a).toEqual({ user: '1', networks: { default: null } })
})

test.for([
  ['no YAML', 'services: { a: { image: x', 1],
  ['a list of services', 'services: [a]', 1],
  ['a service that is text', 'services:\n  a: text\n', 2],
  ['a service of lists', 'services:\n  a:\n    ports: 7\n    cap_drop: { a: 1 }', 3],
  ['no reference', 'services:\n  a:\n    image: "x:${"', 3],
  ['itself extended', 'services:\n  a:\n    extends: a', 3],
  ['a missing base', 'services:\n  a:\n    extends: b', 3],
  ['itself included', 'include:\n  - compose.yaml', 2],
  ['an alias of itself', 'x: &a\n  b: *a\nservices: {}', 2],
] as const)('%s: reading goes on and tells the line', ([, text, line]) => {
  const { compose, problems } = read({ 'compose.yaml': text })
  expect(compose.services).toBeTypeOf('object')
  if (text !== 'services: [a]')
    expect(problems).toContainEqual(expect.objectContaining({ file: 'compose.yaml', line }))
})

test('an attribute of the wrong shape is left out, its neighbours stay', () => {
  const { compose, problems } = read({ 'compose.yaml': 'services: { a: { cap_drop: { b: 1 }, user: 5 } }' })
  expect(compose.services.a).toEqual({ user: '5', networks: { default: null } })
  expect(problems).toHaveLength(1)
})

test('a missing file is a problem, not an end', () => {
  const { compose, problems } = readCompose({ root: samples, files: ['none.yaml'] })
  expect([compose.services, problems[0]?.message]).toEqual([
    {},
    expect.stringMatching(/expected a readable file at/),
  ])
})

test('aliases that multiply end in a problem', () => {
  const lines = Array.from(
    { length: 9 },
    (_, i) => `x${i + 1}: &x${i + 1} [${Array(9).fill(`*x${i}`).join(', ')}]`,
  )
  const { problems } = read({ 'compose.yaml': `x0: &x0 [a, b]\n${lines.join('\n')}\nservices: {}` })
  expect(problems[0]?.message).toMatch(/expected at most 60 levels and 20000 values/)
})

function read(
  files: Record<string, string>,
  options: Partial<ReadOptions> & { link?: true } = {},
): StaticRead {
  const outside = mkdtempSync(join(tmpdir(), 'read-'))
  const root = join(outside, 'inside')
  mkdirSync(root)
  writeFileSync(join(outside, 'outside.yaml'), 'services: { a: { privileged: true } }')
  writeFileSync(join(outside, 'outside.env'), 'SECRET=1')
  if (options.link) symlinkSync('../outside.yaml', join(root, 'link.yaml'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return readCompose({ root, files: ['compose.yaml'], ...options })
}
