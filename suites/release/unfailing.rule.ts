import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { commandsOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'
import { howStepsPass } from './passing.ts'

const workflow = (steps: string, job = '') => ({
  '.github/workflows/ci.yml': `jobs: { build: { ${job} steps: [${steps}] } }`,
})

/** A check that cannot fail says nothing when all is broken. */
export const stepsFail = folderRule({
  claim: 'REL-02',
  read: (folder) =>
    folder.workflows.flatMap((workflow) =>
      howStepsPass(folder, workflow).map(({ job, step, how }): Finding => {
        const ok = how === 'fails'
        return found({
          at: step.at,
          subject: `${job.name}, ${step.name}`,
          property: 'turns the run red',
          expected: true,
          found: ok || how,
          ok,
        })
      }),
    ),
  red: [
    workflow('{ run: "npm test || true" }'),
    workflow('{ name: Scan, continue-on-error: true, uses: aquasecurity/trivy-action@0.28.0 }'),
    workflow('{ run: "npm run lint; npm run build\\npytest || echo failed" }'),
    workflow('{ run: npm test }', 'continue-on-error: true,'),
    workflow('{ run: npm test, continue-on-error: "${{ true }}" }'),
    // Of two steps without a name, the second.
    workflow('{ run: npm ci }, { run: "npm test || true" }'),
    workflow('{ run: "npm test \\\\\\n --coverage \\\\\\n || true" }'),
    workflow('{ run: "npm test || (echo failed && true)" }'),
    workflow('{ run: "npm test && npm run lint || { echo failed; }" }'),
    workflow('{ run: "set +e\\nnpm test\\necho done" }'),
    workflow('{ run: "set +e\\nnpm test\\nexit 0" }'),
    workflow('{ run: "npm test; true", shell: "bash {0}" }'),
    workflow('{ run: "npm test | tee out.log" }'),
    workflow('{ run: "npm run lint && npm test\\necho done" }'),
    workflow('{ run: "docker compose run --rm -e CI=1 api python manage.py migrate || true" }'),
    workflow('{ run: "docker compose up tests --exit-code-from tests || true" }'),
    workflow('{ uses: appleboy/ssh-action@v1, with: { script: "set -e\\nnpm run migrate || true" } }'),
    workflow('{ uses: aquasecurity/trivy-action@0.28.0, with: { image-ref: "shop:1", exit-code: "0" } }'),
  ],
  green: [
    workflow('{ run: npm test }, { run: "docker rm -f db || true\\nnpm run e2e" }'),
    workflow(
      '{ name: Upload, continue-on-error: true, uses: actions/upload-artifact@v4 }, { run: "grep -q x test.log || exit 1" }',
    ),
    // Each step by its own text.
    workflow('{ run: "docker rm -f db || true" }, { run: npm test }'),
    // What only has the word in a name or a path checks nothing.
    workflow('{ name: Upload test report, continue-on-error: true, uses: actions/upload-artifact@v4 }'),
    workflow('{ name: Comment test coverage on PR, continue-on-error: true, run: ./comment.sh }'),
    workflow('{ run: "cat test-results/summary.txt || true" }, { run: npm test }'),
    workflow('{ run: "docker compose logs | tee test.log || true" }, { run: npm test }'),
    workflow('{ run: "test -f .env || true; playwright install || true; npm run test:report || true" }'),
    // Somebody asks later.
    workflow('{ run: "set +e\\nnpm test\\nstatus=$?\\necho done\\nexit $status" }'),
    workflow('{ run: "npm test | tee out.log\\nexit ${PIPESTATUS[0]}" }'),
    workflow('{ run: "npm test | tee out.log", shell: bash }'),
    workflow('{ run: "npm test | tee out.log\\ngrep -q passed out.log" }'),
    workflow('{ run: "npm audit --json > audit.json || true" }, { run: node audit.mjs audit.json }'),
    workflow(
      '{ id: t, run: npm test, continue-on-error: true }, { if: "steps.t.outcome == \'failure\'", run: exit 1 }',
    ),
    workflow('{ run: "npm test || echo failed=1 >> $GITHUB_OUTPUT" }'),
    workflow('{ run: "for i in 1 2 3; do npm test && exit 0; sleep 5; done; exit 1" }'),
    workflow('{ run: "if npm test; then echo ok; fi\\nnpm run lint; npm run build || exit 1" }'),
    workflow(
      '{ uses: aquasecurity/trivy-action@0.28.0, with: { exit-code: "0" } }, { uses: aquasecurity/trivy-action@0.28.0, with: { exit-code: "1", severity: CRITICAL } }',
    ),
  ],
})

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
