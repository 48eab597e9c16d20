import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { commandsOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'
import type { Step } from '../../harness/folder/workflow.ts'

const workflow = (steps: string, job = '') => ({
  '.github/workflows/ci.yml': `jobs: { build: { ${job} steps: [${steps}] } }`,
})
const checks =
  /\b(test|tests|lint|audit|scan|typecheck|type-check|e2e|verify|smoke|pytest|jest|vitest|playwright|trivy|gitleaks|migrate)\b/i

/** A check that cannot fail says nothing when all is broken. */
export const stepsFail = folderRule({
  claim: 'REL-02',
  read: ({ workflows, ...folder }) =>
    workflows.flatMap(({ jobs, file }) =>
      jobs.flatMap((job) =>
        job.steps.flatMap((step): Finding[] => {
          if (!checks.test(`${step.name} ${step.run?.text ?? step.uses ?? ''}`)) return []
          const how = job.mayFail
            ? 'the job may fail'
            : step.mayFail
              ? 'the step may fail'
              : swallowed(folder, file, job.name, step)
          const ok = how === undefined
          return [
            found({
              at: step.at,
              subject: `${job.name}, ${step.name}`,
              property: 'turns the run red',
              expected: true,
              found: how ?? true,
              ok,
            }),
          ]
        }),
      ),
    ),
  red: [
    workflow('{ run: "npm test || true" }'),
    workflow('{ name: Scan, continue-on-error: true, uses: aquasecurity/trivy-action@0.28.0 }'),
    workflow('{ run: "npm run lint; npm run build\\npytest || echo failed" }'),
    workflow('{ run: npm test }', 'continue-on-error: true,'),
  ],
  green: [
    workflow('{ run: npm test }, { run: "docker rm -f db || true\\nnpm run e2e" }'),
    workflow(
      '{ name: Upload, continue-on-error: true, uses: actions/upload-artifact@v4 }, { run: "grep -q x test.log || exit 1" }',
    ),
  ],
})

function swallowed(
  { scripts }: Omit<Folder, 'workflows'>,
  file: string,
  job: string,
  step: Step,
): string | undefined {
  const script = scripts.find(({ name, kind }) => kind === 'step' && name === `${file}, ${job}, ${step.name}`)
  const line = script?.text.split('\n').find((one) => {
    const [, before] = /^(.*?)\|\|\s*(true|:|echo\b.*|exit 0)\s*$/.exec(one.trim()) ?? []
    return before !== undefined && checks.test(before) && !/\b(rm|kill|down|stop|prune|mkdir)\b/.test(before)
  })
  return line === undefined ? undefined : line.trim()
}

/** curl ends well with any answer: a page that says 500 is one. */
export const curlFails = folderRule({
  claim: 'REL-03',
  read: ({ scripts }) => scripts.filter(({ kind }) => kind !== 'crontab').flatMap(readCurls),
  red: [
    workflow('{ name: Smoke test, run: "curl https://shop.example.org/health" }'),
    {
      'deploy.sh':
        '#!/bin/sh\nset -e\ndocker compose up -d\ncurl -sS http://localhost/health > /dev/null\necho deployed\n',
    },
    { 'ops/check.sh': '#!/bin/bash\nif curl -s http://localhost:8000/api/health; then echo ok; fi\n' },
  ],
  green: [
    workflow('{ name: Smoke test, run: "curl --fail --retry 5 https://shop.example.org/health" }'),
    {
      'deploy.sh':
        '#!/bin/sh\ncurl -fsS http://localhost/health\nstatus=$(curl -s -o /dev/null -w "%{http_code}" http://localhost/health)\n',
    },
    {
      'check.sh':
        '#!/bin/sh\ncurl -s http://localhost/health | grep -q ok\ncurl -sSL https://example.org/file -o file\n',
    },
  ],
})

function readCurls(script: Script): Finding[] {
  return commandsOf(script).flatMap((one): Finding[] => {
    const at = one.words.findIndex((word) => /(^|\/)curl$/.test(word))
    const url = one.words.find(
      (word) =>
        /^(https?:|localhost|127\.|\$)/.test(word) && /\/(health\w*|readyz?|livez?|ping|status)\b/.test(word),
    )
    if (at < 0 || url === undefined || isLookedAt(script, one)) return []
    const ok = one.words
      .slice(at)
      .some((word) => /^--fail(-with-body)?$/.test(word) || /^-[a-zA-Z#]*f/.test(word))
    return [
      found({
        at: one.at,
        subject: script.name,
        property: 'fails when the answer is an error',
        expected: true,
        found: ok,
        ok,
      }),
    ]
  })
}

/** What a curl prints is read by something: a pipe, a substitution, a format of its own. */
function isLookedAt({ text }: Script, { node, words }: ShellCommand): boolean {
  const before = text.slice(0, node.pos)
  const after = text.slice(node.end)
  const inSubstitution = /(\$\(|`)[^()`]*$/.test(before)
  return (
    inSubstitution ||
    /^\s*(2>\S+\s*)?\|(?!\|)/.test(after) ||
    words.some((word) => /^(-w|--write-out|-o.*[^/]null\w|-X|--request|-d|--data)/.test(word))
  )
}
