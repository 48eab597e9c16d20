import { existsSync } from 'node:fs'
import type { LaunchOptions } from 'playwright'

const debians = '/usr/bin/chromium'

/** Debian's Chromium where there is one: Playwright's own is in no package registry. */
export const chromiumOptions: LaunchOptions = {
  // Root has no user namespaces of its own: what is opened are our own pages, and those that the call names.
  args: ['--no-sandbox'],
  ...(existsSync(debians) && { executablePath: debians }),
}
