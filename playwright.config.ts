import { existsSync } from 'node:fs'
import { defineConfig } from 'playwright/test'

const debians = '/usr/bin/chromium'

/** What only a browser sees, in Debian's Chromium where there is one: Playwright's own is in no package registry. */
export default defineConfig({
  testDir: '.',
  testMatch: ['reports/viewer/**/*.spec.ts', 'suites/**/*.spec.ts'],
  outputDir: 'reports/out/playwright',
  workers: 1,
  forbidOnly: true,
  use: {
    // Root has no user namespaces of its own: what is opened are our own files.
    launchOptions: { args: ['--no-sandbox'], ...(existsSync(debians) && { executablePath: debians }) },
  },
})
