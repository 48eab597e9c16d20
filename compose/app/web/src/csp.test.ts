// @vitest-environment node
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { beforeAll, expect, test } from 'vitest'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pazpaz-web-'))
  await build({ logLevel: 'silent', build: { outDir: folder } })
}, 60_000)

test('the page holds nothing inline and asks its own origin alone', async () => {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address)
  expect(addresses.length).toBeGreaterThan(2)
  for (const address of addresses) expect(address).toMatch(/^\/[^/]/)
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/)
})

test('no built file holds a data: URL or evaluates text', async () => {
  const names = await readdir(join(folder, 'assets'))
  expect(names.map((name) => name.replace(/.*\./, '')).sort()).toEqual(['css', 'js'])
  for (const name of names) {
    expect(await readFile(join(folder, 'assets', name), 'utf8')).not.toMatch(
      /url\(|data:[a-z]+\/|\beval\(|new Function/,
    )
  }
})
