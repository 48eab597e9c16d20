import type { Command } from './arguments.ts'

export const inspect: Command = {
  summary: 'What in a folder with Compose files will break at three, by its files alone',
  examples: [
    ['stackproof inspect', 'the folder where you stand; no config, no Docker, no network'],
    ['stackproof inspect ../shop --fail-on high', 'what is less grave is told and does not fail'],
    ['stackproof inspect ../shop --baseline reports/out/RUN', 'only what that run did not find fails'],
  ],
  operand: { value: 'DIR', summary: 'the folder; default: where you stand' },
  options: {
    'fail-on': {
      type: 'string',
      value: 'SEVERITY',
      summary: 'critical, high, medium or low: the least that fails; default: low',
    },
    baseline: {
      type: 'string',
      value: 'RUN',
      summary: 'folder of an earlier run: what it found does not fail',
    },
    waivers: {
      type: 'string',
      value: 'FILE',
      summary: 'YAML list of claim, subject, justification, expires: accepted until then',
    },
  },
  load: () => import('./inspect.ts'),
}
