/** One job of a crontab. */
export type CronJob = { at: string; schedule: string; command: string; line: number }
export type Crontab = {
  file: string
  /** In a folder like `/etc/cron.d`: each line names the user who runs it. */
  system: boolean
  jobs: CronJob[]
  /** cron leaves out a last line that does not end. */
  ends: boolean
}

const field = String.raw`[\d*][\d,*/-]*|[A-Za-z]{3}(?:[-,][A-Za-z]{3})*`
const timed = new RegExp(String.raw`^\s*(@\w+|(?:(?:${field})\s+){4}(?:${field}))\s+(.+)$`)

export function isCrontab(path: string): boolean {
  return /(^|\/)(crontab([.-][\w.-]+)?|[\w.-]+\.(cron|crontab)|(etc\/)?cron\.d\/[\w.-]+|crontabs?\/[\w.-]+|cron-?(file|jobs?)(\.txt)?|cron\.txt|[\w.-]+[_-]crontab(\.txt)?)$/.test(
    path,
  )
}

export function parseCrontab(text: string, file: string): Crontab {
  const jobs = text.split('\n').flatMap((written, index): CronJob[] => {
    const [, schedule = '', command] = /^\s*#/.test(written) ? [] : (timed.exec(written) ?? [])
    return command === undefined ? [] : [{ at: `${file}:${index + 1}`, schedule, command, line: index + 1 }]
  })
  return { file, system: /(^|\/)cron\.d\//.test(file), jobs, ends: text === '' || text.endsWith('\n') }
}
