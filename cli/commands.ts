import type { Commands } from './arguments.ts'
import { inspect } from './inspect-command.ts'
import { smoke } from './smoke-command.ts'

/** Every command that is built. A file is loaded only when its command is called. */
export const commands: Commands = {
  doctor: {
    summary: 'What this machine has of what is needed, and how to get the rest',
    examples: [
      ['stackproof doctor', 'a table; exit 0 when nothing is missing'],
      ['stackproof doctor --json', 'the same as JSON'],
    ],
    options: {},
    load: () => import('./doctor.ts'),
  },
  gate: {
    summary: 'Raise the stack, try every claim, print the verdict, tear down',
    examples: [
      ['stackproof gate', 'every claim on the bundled stack'],
      ['stackproof gate --only isolation,EDGE-03', 'one area and one claim'],
      ['stackproof gate --config ../shop/stackproof.config.ts', 'a stack of your own'],
    ],
    options: {},
    load: () => import('./gate.ts'),
  },
  up: {
    summary: 'Raise the stack to look at; print its addresses and where its log-ins are',
    examples: [
      ['stackproof up', 'stays until `stackproof down`'],
      ['stackproof up --https-port 8443', 'on a port of your choice'],
    ],
    options: {
      'http-port': {
        type: 'string',
        value: 'PORT',
        summary: 'where plain HTTP answers; default: a free one',
      },
      'https-port': { type: 'string', value: 'PORT', summary: 'where HTTPS answers; default: a free one' },
    },
    load: () => import('./up.ts'),
  },
  down: {
    summary: 'Take down what `up` raised',
    examples: [['stackproof down', 'its containers, networks and volumes']],
    options: {},
    load: () => import('./down.ts'),
  },
  clean: {
    summary: 'Remove every labelled container, network and volume',
    examples: [
      ['stackproof clean', 'what runs left behind; the build cache stays'],
      ['stackproof clean --cache', 'the build cache too'],
    ],
    options: { cache: { type: 'boolean', summary: 'remove the labelled build cache too' } },
    load: () => import('./clean.ts'),
  },
  faults: {
    summary: 'Break the stack on purpose and see the named claims turn red',
    examples: [
      ['stackproof faults', 'fault × claim, survivors, detection'],
      ['stackproof faults --only EDGE-03', 'the faults of one claim'],
      ['stackproof faults --generated 5 --seed monday', 'and five of the leaves that no rule sees'],
    ],
    options: {
      'every-claim': {
        type: 'boolean',
        summary: 'after each fault, try also claims that it should not concern',
      },
      generated: {
        type: 'string',
        value: 'N',
        summary: 'try N generated faults that no rule sees on the raised stack, or all',
      },
      seed: { type: 'string', value: 'TEXT', summary: 'chooses which of them; default: stackproof' },
    },
    load: () => import('./faults.ts'),
  },
  inspect,
  smoke,
  report: {
    summary: 'Render the reports of a run again, or tell what has changed since another',
    examples: [
      ['stackproof report', 'the last run: report.html, junit.xml, results.sarif, summary.md'],
      ['stackproof report --compare reports/out/A reports/out/B', 'what has changed from A to B'],
    ],
    operand: { value: 'RUN', summary: 'folder of the run; default: the newest' },
    options: {
      compare: { type: 'string', value: 'RUN', summary: 'folder of an earlier run' },
    },
    load: () => import('./report.ts'),
  },
  bench: {
    summary: 'Measure gates beside bare raises of the stack, and all faults; write docs/benchmarks.md',
    examples: [
      ['stackproof bench --runs 5', 'medians of five, turn by turn'],
      ['stackproof bench --cold', 'also a gate that has to build everything; drops the images'],
    ],
    options: {
      runs: { type: 'string', value: 'N', summary: 'turns; default: 5' },
      cold: { type: 'boolean', summary: 'add a cold start' },
    },
    load: () => import('./bench.ts'),
  },
  claims: {
    summary: 'List the claims with severity, vantages and criteria',
    examples: [
      ['stackproof claims --only isolation', 'one area'],
      ['stackproof claims --write', 'all of them, into docs/claims.md'],
    ],
    options: { write: { type: 'boolean', summary: 'write docs/claims.md' } },
    load: () => import('./claims.ts'),
  },
  test: {
    summary: 'Everything that must hold before a change is taken',
    examples: [
      ['stackproof test', 'checks, unit tests, gate, faults, bad weather, the app'],
      ['stackproof test --long', 'also a cold start, 20 gates, 20 kills, every claim after each fault'],
    ],
    options: { long: { type: 'boolean', summary: 'add what takes hours' } },
    load: () => import('./test.ts'),
  },
}
