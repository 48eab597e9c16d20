import { defineCatalogue } from '../../harness/claims/catalogue.ts'

export const host = defineCatalogue('host', {
  'HST-01': {
    of: 'folder',
    title: 'No percent sign cuts a command of a crontab',
    severity: 'high',
    criteria: ['oncall:cron-silent'],
    remedy: 'Write \\\\% in the crontab, or move the command into a script.',
    vantages: ['static'],
    roles: [],
  },
  'HST-02': {
    of: 'folder',
    title: 'The last line of a crontab has an end',
    severity: 'high',
    criteria: ['oncall:cron-silent'],
    remedy: 'End the file with a line feed.',
    vantages: ['static'],
    roles: [],
  },
  'HST-03': {
    of: 'folder',
    title: 'Each line of a system crontab names its user',
    severity: 'high',
    criteria: ['oncall:cron-silent'],
    remedy: 'Put root, or who it should be, before the command.',
    vantages: ['static'],
    roles: [],
  },
  'HST-04': {
    of: 'folder',
    title: 'A backup that fails at night is heard of',
    severity: 'medium',
    criteria: ['oncall:cron-silent'],
    remedy: 'Keep standard error, or ping a monitor when it ended well.',
    vantages: ['static'],
    roles: [],
  },
})
