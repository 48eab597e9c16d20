import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Job } from '../../harness/folder/workflow.ts'

const deploys = (top: string, job: string) => ({
  '.github/workflows/deploy.yml': `${top}on: { push: { branches: [main] } }\njobs:\n  deploy:\n    ${job}steps: [{ uses: appleboy/ssh-action@v1, with: { script: docker compose up -d } }]\n`,
})

/** Two pushes, two deploys: which release runs in the end is chance. */
export const oneDeploy = folderRule({
  claim: 'REL-07',
  read: ({ workflows }) =>
    workflows.flatMap(({ concurrency, jobs, triggers }) =>
      jobs.filter(isDeploy).map((job): Finding => {
        const ok =
          concurrency ||
          job.concurrency ||
          !triggers.some((one) =>
            ['push', 'workflow_run', 'release', 'schedule', 'repository_dispatch'].includes(one),
          )
        return found({
          at: job.at,
          subject: job.name,
          property: 'concurrency',
          expected: 'one at a time',
          found: ok ? 'one at a time' : 'as many as there are pushes',
          ok,
        })
      }),
    ),
  red: [deploys('', '')],
  green: [deploys('concurrency: deploy\n', ''), deploys('', 'concurrency: { group: deploy }\n    ')],
})

/** Changes what runs elsewhere: over SSH, or by a step that says so. */
function isDeploy({ steps }: Job): boolean {
  return steps.some(
    ({ uses = '', run }) =>
      /ssh-action|ssh-deploy|rsync-deploy/.test(uses) ||
      /^\s*(ssh|rsync)\s[^\n]*@|aws ecs update-service|kubectl (apply|rollout|set image)|docker stack deploy|helm upgrade|fly(ctl)? deploy/m.test(
        run?.text ?? '',
      ),
  )
}
