import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Step } from '../../harness/folder/workflow.ts'
import { textOf } from '../../harness/model/node.ts'

const workflow = (on: string, step: string) => ({
  '.github/workflows/w.yml': `on: ${on}\njobs:\n  b:\n    steps:\n      - ${step}\n`,
})

/** Texts that a stranger writes; GitHub's own guide to hardening lists them. */
const foreign =
  /\$\{\{[^}$]{0,300}\bgithub\.(head_ref|event\.(issue|pull_request|discussion)\.(title|body)|event\.pull_request\.head\.(ref|label|repo\.\w+)|event\.(comment|review|review_comment)\.body|event\.head_commit\.(message|author\.\w+)|event\.commits[^}]*message|event\.pages[^}]*page_name)\b/

/** The expression is put into the script before the shell reads it: a title becomes a command. */
export const injected = folderRule({
  claim: 'SUP-05',
  read: ({ workflows }) =>
    workflows.flatMap(({ jobs }) =>
      jobs.flatMap(({ steps }) =>
        steps.flatMap((step): Finding[] => {
          const script = takesScript(step) ? textOf(step.with.get('script')) : step.run?.text
          if (script === undefined) return []
          const text = foreign.exec(script)?.[0]
          return [
            found({
              at: step.run?.at ?? step.at,
              subject: step.name,
              property: 'text of a stranger in its script',
              expected: 'none',
              found: text ?? 'none',
              ok: text === undefined,
            }),
          ]
        }),
      ),
    ),
  red: [
    workflow('issues', 'run: echo "${{ github.event.issue.title }}"'),
    workflow('pull_request', 'run: git checkout ${{ github.head_ref }}'),
    workflow(
      'push',
      'uses: appleboy/ssh-action@v1\n        with: { script: "echo \'${{ github.event.head_commit.message }}\' >> log" }',
    ),
  ],
  green: [
    workflow('issues', 'run: echo "$TITLE"\n        env: { TITLE: "${{ github.event.issue.title }}" }'),
    workflow('push', 'run: echo ${{ github.sha }} ${{ github.ref_name }}'),
    workflow(
      'push',
      'uses: shop/notify@v1\n        with: { script: "${{ github.event.head_commit.message }}" }',
    ),
    workflow(
      'push',
      'uses: appleboy/ssh-action@v1\n        with: { host: h, script: "./update ${{ github.sha }}" }',
    ),
  ],
})

/** Actions that run their input `script`: in JavaScript, or by a shell of another machine. */
function takesScript({ uses = '' }: Step): boolean {
  return uses.startsWith('actions/github-script') || /ssh/.test(uses)
}

/** With the rights and the secrets of the project it builds and runs what a stranger sent. */
export const strangersCode = folderRule({
  claim: 'SUP-06',
  read: ({ workflows, files }) =>
    workflows.flatMap(({ file, triggers, jobs }) => {
      const isOpen = triggers.some(
        (one) =>
          /^(pull_request_target|workflow_run)$/.test(one) ||
          (one === 'issue_comment' && !asksWho.test(files.text(file) ?? '')),
      )
      return jobs.flatMap(({ steps }) =>
        steps.flatMap((step): Finding[] => {
          const isCheckout = step.uses?.startsWith('actions/checkout@')
          const taken = isCheckout ? foreignRef(step) : fetchesForeign.exec(step.run?.text ?? '')?.[0]
          if (!isCheckout && taken === undefined) return []
          const ok = !isOpen || taken === undefined
          return [
            found({
              at: step.at,
              subject: step.name,
              property: 'what it checks out with secrets at hand',
              expected: 'code of the project',
              found: ok ? 'code of the project' : taken,
              ok,
            }),
          ]
        }),
      )
    }),
  red: [
    workflow(
      'pull_request_target',
      'uses: actions/checkout@v4\n        with: { ref: "${{ github.event.pull_request.head.sha }}" }',
    ),
    workflow(
      'pull_request_target',
      'uses: actions/checkout@v4\n        with: { ref: "refs/pull/${{ github.event.number }}/merge" }',
    ),
    workflow(
      'issue_comment',
      'uses: actions/checkout@v4\n        with: { ref: "refs/pull/${{ github.event.issue.number }}/head" }',
    ),
    workflow(
      'issue_comment\npermissions: { contents: write }',
      'run: gh pr checkout ${{ github.event.issue.number }}',
    ),
    workflow(
      'pull_request_target',
      'run: git fetch origin pull/${{ github.event.number }}/head:pr && git checkout pr',
    ),
  ],
  green: [
    workflow('pull_request', 'run: gh pr checkout ${{ github.event.number }}'),
    workflow(
      'issue_comment',
      'if: github.event.comment.author_association == "MEMBER"\n        run: gh pr checkout ${{ github.event.issue.number }}',
    ),
    workflow(
      'pull_request',
      'uses: actions/checkout@v4\n        with: { ref: "${{ github.event.pull_request.head.sha }}" }',
    ),
    workflow('pull_request_target', 'uses: actions/checkout@v4'),
  ],
})

/** Anybody may comment; who asks who it is lets only some in. */
const asksWho =
  /author_association|collaborator|permission-?(level|check)|check-?permission|comment\.user\.login|github\.actor\b/i
const fetchesForeign =
  /\bgh\s{1,9}pr\s{1,9}checkout\s{1,9}["']?\$\{\{|\bgit\s{1,9}fetch\s[^\n]{0,200}?\bpull\/\$\{\{/

/** The ref of a checkout where it is what a stranger has sent. */
function foreignRef(step: Step): string | undefined {
  const ref = textOf(step.with.get('ref')) ?? ''
  const isForeign =
    /github\.(event\.pull_request\.head|head_ref|event\.workflow_run\.head)/.test(ref) ||
    /\bpull\/\$\{\{\s{0,9}github\.event\.((pull_request|issue)\.)?number\b/.test(ref)
  return isForeign ? ref : undefined
}

/** A tag can be moved to any code, and it then runs with the secrets of the workflow. */
export const pinned = folderRule({
  claim: 'SUP-07',
  read: ({ workflows }) =>
    workflows.flatMap(({ jobs }) =>
      jobs.flatMap(({ steps }) =>
        steps.flatMap((step): Finding[] => {
          const [, owner, ref = ''] = /^([\w.-]+)\/[^@]+@(.+)$/.exec(step.uses ?? '') ?? []
          // Whoever distrusts GitHub's own cannot use its runners either.
          if (owner === undefined || ['actions', 'github', 'docker'].includes(owner)) return []
          const ok = /^[0-9a-f]{40}$/.test(ref)
          return [
            found({
              at: step.at,
              subject: step.uses ?? '',
              property: 'pinned by',
              expected: 'commit',
              found: ok ? 'commit' : `${/^(main|master|develop)$/.test(ref) ? 'branch' : 'tag'} ${ref}`,
              ok,
            }),
          ]
        }),
      ),
    ),
  red: [workflow('push', 'uses: appleboy/ssh-action@v1'), workflow('push', 'uses: someone/tool/sub@master')],
  green: [
    workflow(
      'push',
      `uses: actions/checkout@v4\n      - uses: ./own\n      - uses: appleboy/ssh-action@${'0'.repeat(40)}`,
    ),
  ],
})
