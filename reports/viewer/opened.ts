import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test as base, expect, type Page } from 'playwright/test'
import type { Run } from '../record/run.ts'
import { changesBetween } from '../render/changes.ts'
import { html } from '../render/html.ts'
import { buildViewer, type Viewer } from './build.ts'

type Opened = {
  /** Opens the report of a run; a fragment is a deep link. */
  open: (run: Run, more?: { fragment?: string; before?: Run }) => Promise<void>
  page: Page
}

/** A page with a report in it. Whatever the browser complains of, or asks of a network, fails the test. */
export const test = base.extend<Opened, { viewer: Viewer }>({
  viewer: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => use(await buildViewer()),
    { scope: 'worker' },
  ],
  open: async ({ page, viewer }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'report-'))
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) complaints.push(`asked for ${request.url()}`)
    })
    await use(async (run, { fragment = '', before } = {}) => {
      const file = join(folder, 'report.html')
      await writeFile(file, html(run, viewer, before && changesBetween(before, run)))
      await page.goto(`${pathToFileURL(file)}${fragment}`)
      await page.locator('h1').waitFor()
    })
    await rm(folder, { recursive: true })
    expect(complaints).toEqual([])
  },
})

/** The record of a real gate. */
export function golden(name: 'green' | 'red'): Run {
  const place = new URL(`../render/golden/${name}.run.json`, import.meta.url)
  return JSON.parse(readFileSync(place, 'utf8'))
}
