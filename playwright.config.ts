import { defineConfig } from 'playwright/test'
import { chromiumOptions } from './harness/probes/chromium.ts'

/** The pages that we make ourselves, in Chromium. What a browser sees of a stack is tried like any other claim. */
export default defineConfig({
  testDir: '.',
  testMatch: ['reports/viewer/**/*.spec.ts'],
  outputDir: 'reports/out/playwright',
  workers: 1,
  forbidOnly: true,
  use: { launchOptions: chromiumOptions },
})
