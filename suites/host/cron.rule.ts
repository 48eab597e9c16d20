import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { CronJob, Crontab } from '../../harness/folder/crontab.ts'
import type { Folder } from '../../harness/folder/folder.ts'

/** cron ends the command at a percent sign and feeds the rest to its standard input. */
export const percent = folderRule({
  claim: 'HST-01',
  read: (folder) =>
    jobsOf(folder).map(({ job }): Finding => {
      const cut = /(?<!\\)%/.exec(job.command)
      const expected = 'the whole line'
      const actual = cut ? job.command.slice(0, cut.index) : expected
      return found({
        at: job.at,
        subject: job.schedule,
        property: 'command that cron runs',
        expected,
        found: actual,
        ok: cut === null,
      })
    }),
  red: [
    { crontab: '0 3 * * * pg_dump shop > /b/shop-$(date +%F).sql\n' },
    { 'docker/cronfile': '0 3 * * * pg_dump shop > /b/shop-$(date +%F).sql\n' },
    { 'ops/cron-jobs': '0 3 * * * /ops/backup.sh $(date +%F)\n' },
    { 'ops/shop_crontab.txt': '0 3 * * * /ops/backup.sh $(date +%F)\n' },
    {
      'ops/backup.cron':
        'MAILTO=ops\n30 2 * * 0 root /ops/backup.sh "$(date +\\%F)" >> /var/log/b-$(date +%Y).log\n',
    },
  ],
  green: [{ crontab: '# 50% of the load\n0 3 * * * /ops/backup.sh $(date +\\%F)\n@daily /ops/x.sh\n' }],
})

/** cron leaves out a line that has no end. */
export const lastLine = folderRule({
  claim: 'HST-02',
  read: ({ crontabs }) =>
    crontabs.flatMap(({ jobs, file, ends }): Finding[] => {
      const last = jobs.at(-1)
      if (last === undefined) return []
      return [
        found({
          at: last.at,
          subject: file,
          property: 'its last line has an end',
          expected: true,
          found: ends,
          ok: ends,
        }),
      ]
    }),
  red: [{ crontab: '0 3 * * * /ops/backup.sh' }],
  green: [{ crontab: '0 3 * * * /ops/backup.sh\n' }],
})

/** A line of `/etc/cron.d` names its user, one of a user's own crontab does not. */
export const cronUser = folderRule({
  claim: 'HST-03',
  read: (folder) =>
    jobsOf(folder).flatMap(({ job, crontab }): Finding[] => {
      if (!crontab.system) return []
      const [user = ''] = job.command.split(/\s+/)
      const ok =
        /^[a-z_$][\w$-]*$/i.test(user) &&
        !/^(bash|sh|cd|docker|python3?|node|php|curl|test|find|certbot|docker-compose|podman|pg_dump|pg_dumpall|mysqldump|mariadb-dump|mongodump|restic|borg|borgmatic|rclone|systemctl|wget|cat|rm|mv|cp|sudo|perl|npm|npx|make|timeout|ionice|env|flock|nice|echo|rsync|tar)$/.test(
          user,
        )
      return [
        found({
          at: job.at,
          subject: job.schedule,
          property: 'user before the command',
          expected: 'a name',
          found: ok ? 'a name' : user,
          ok,
        }),
      ]
    }),
  red: [
    { 'etc/cron.d/backup': '0 3 * * * /ops/backup.sh\n' },
    { 'cron.d/renew': '0 3 * * * certbot renew\n' },
    { 'etc/cron.d/dump': '0 3 * * * mysqldump shop > /b/shop.sql\n' },
  ],
  green: [
    {
      'etc/cron.d/backup': 'PATH=/usr/bin\n0 3 * * * root /ops/backup.sh\n',
      crontab: '0 4 * * * /ops/x.sh\n',
    },
  ],
})

const important = /backup|dump|restore|renew|rotate|purge|retention|borg|restic|rclone|aws s3/i

/** What says nothing when it fails is found out on the day on which it is needed. */
export const heard = folderRule({
  claim: 'HST-04',
  read: (folder) =>
    jobsOf(folder).flatMap(({ job: { command, at, schedule } }): Finding[] => {
      if (!important.test(command)) return []
      const silent =
        /(>\s*\/dev\/null\s+2>\s*(&1|\/dev\/null)|&>\s*\/dev\/null|2>\s*\/dev\/null\s*>\s*\/dev\/null)/.test(
          command,
        )
      const tells =
        /\|\|(?!\s*(true|:)(\s|$))|hc-ping|healthchecks|curl\s|\bmail\b|logger|cronitor|sentry/.test(command)
      const ok = !silent || tells
      return [
        found({
          at,
          subject: schedule,
          property: 'who hears of a failure',
          expected: 'somebody',
          found: ok ? 'somebody' : 'nobody: all output is thrown away',
          ok,
        }),
      ]
    }),
  red: [
    { crontab: '0 3 * * * /ops/backup.sh >/dev/null 2>&1\n' },
    { crontab: '0 3 * * * /ops/backup.sh >/dev/null 2>&1 || true\n' },
  ],
  green: [
    {
      crontab:
        '0 3 * * * /ops/backup.sh >/dev/null\n0 4 * * * /ops/backup.sh >> /var/log/b.log 2>&1\n5 4 * * * /ops/clean-tmp.sh >/dev/null 2>&1\n',
    },
    { crontab: '0 3 * * * /ops/backup.sh >/dev/null 2>&1 && curl -fsS https://hc-ping.com/x\n' },
  ],
})

function jobsOf({ crontabs }: Folder): { crontab: Crontab; job: CronJob }[] {
  return crontabs.flatMap((crontab) => crontab.jobs.map((job) => ({ crontab, job })))
}
