import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { debianMirrors } from './debian-mirrors.ts'
import { readMirrors } from './mirrors.ts'

test('the environment comes before the user, the user before the machine', async () => {
  await using place = await filesIn({
    'home/.npmrc': 'registry=http://user.test/npm\n',
    'etc/npmrc': 'registry=http://machine.test/npm\n',
    'etc/pip.conf': '[global]\nindex-url = http://machine.test/pip\n',
    'home/.config/go/env': 'GOPROXY=http://user.test/go\n',
  })
  const read = readMirrors(
    { GOPROXY: 'http://set.test/go' },
    join(place.root, 'home'),
    join(place.root, 'etc'),
  )
  expect(await read).toEqual({
    NPM_REGISTRY: 'http://user.test/npm',
    PIP_INDEX_URL: 'http://machine.test/pip',
    GOPROXY: 'http://set.test/go',
  })
})

test('a machine that names no mirror gives none', async () => {
  await using place = await filesIn({ 'etc/pip.conf': '[global]\nextra = 1\n' })
  expect(await readMirrors({}, place.root, join(place.root, 'etc'))).toEqual({})
})

const apt: [string, Record<string, string>, Record<string, string>][] = [
  [
    'one line each',
    {
      'sources.list':
        'deb [arch=amd64] http://a.test/debian bookworm main\ndeb http://a.test/sec bookworm-security main\n',
    },
    { DEBIAN_MIRROR: 'http://a.test/debian', DEBIAN_SECURITY_MIRROR: 'http://a.test/sec' },
  ],
  [
    'paragraphs',
    {
      'sources.list.d/debian.sources':
        'Types: deb\nURIs: http://a.test/debian\nSuites: bookworm bookworm-updates\n\nTypes: deb\nURIs: http://a.test/sec\nSuites: bookworm-security\n',
    },
    { DEBIAN_MIRROR: 'http://a.test/debian', DEBIAN_SECURITY_MIRROR: 'http://a.test/sec' },
  ],
  ['another distribution', { 'sources.list': 'deb http://a.test/ubuntu noble main\n' }, {}],
  [
    'a paragraph that is switched off',
    { 'sources.list.d/a.sources': 'Types: deb\nEnabled: no\nURIs: http://a.test/\nSuites: bookworm\n' },
    {},
  ],
]

test.for(apt)("apt's own mirrors: %s", async ([, files, mirrors]) => {
  await using place = await filesIn(files)
  expect(await debianMirrors(place.root)).toEqual(mirrors)
})

async function filesIn(files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), 'stackproof-mirrors-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) }
}
