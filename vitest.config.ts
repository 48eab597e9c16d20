import { defineConfig } from 'vitest/config'
import { claimTags } from './harness/claims/claim.ts'
import { catalogues } from './suites/catalogues.ts'

const none = ['**/node_modules/**', 'compose/**', 'reports/out/**']
const needsDocker = ['harness/**/*.docker.test.ts', 'cli/**/*.docker.test.ts']
/** A browser gives up what is under way whenever the network of a container beside it comes or goes. */
const needsStillness = ['cli/smoke.docker.test.ts']

/**
 * Four kinds: `unit` needs nothing, `docker` a daemon, `docker-alone` one that nothing else uses meanwhile, `claims` a
 * raised stack (the CLI names it by a handle).
 */
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
          exclude: [...none, ...needsStillness],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'docker-alone',
          include: needsStillness,
          exclude: none,
          testTimeout: 240_000,
          sequence: { groupOrder: 1 },
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
