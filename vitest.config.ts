import { defineConfig } from 'vitest/config'
import { claimTags } from './harness/claims/claim.ts'
import { catalogues } from './suites/catalogues.ts'

const none = ['**/node_modules/**', 'compose/**', 'reports/out/**']
const needsDocker = ['harness/**/*.docker.test.ts', 'cli/**/*.docker.test.ts']

/** Three kinds: `unit` needs nothing, `docker` a daemon, `claims` a raised stack (the CLI names it by a handle). */
export default defineConfig({
  test: {
    tags: claimTags(catalogues),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{harness,reports,cli,fixtures}/**/*.test.ts', 'suites/**/*.rule.test.ts'],
          exclude: [...none, ...needsDocker],
          testTimeout: 15_000,
        },
      },
      {
        test: {
          name: 'docker',
          include: needsDocker,
          exclude: none,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'claims',
          include: ['suites/**/*.{test,spec}.ts'],
          exclude: [...none, 'suites/**/*.rule.test.ts'],
          testTimeout: 120_000,
          isolate: false,
          pool: 'threads',
        },
      },
    ],
  },
})
