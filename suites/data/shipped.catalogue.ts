import { defineClaims } from '../../harness/claims/catalogue.ts'

/** Claims about what a folder ships beside its Compose files, tried by `inspect`. */
export const shippedData = defineClaims({
  'DATA-50': {
    of: 'folder',
    title: 'Every store keeps its data where it outlives the container',
    severity: 'critical',
    criteria: ['oncall:data-lost-at-recreate'],
    remedy: 'Mount a named volume at the path that the image keeps its data in, not above it.',
    vantages: ['static'],
    roles: [],
  },
  'DATA-51': {
    of: 'folder',
    title: 'A dump that fails fails the script that takes it',
    severity: 'high',
    criteria: ['oncall:empty-backup'],
    remedy: 'Put set -o pipefail into the script (bash), or let the dump write its own file.',
    vantages: ['static'],
    roles: [],
  },
  'DATA-52': {
    of: 'folder',
    title: 'A dump is taken without a terminal between',
    severity: 'high',
    criteria: ['oncall:corrupt-backup'],
    remedy: 'Drop -t from docker exec wherever its output is kept or nobody sits in front of it.',
    vantages: ['static'],
    roles: [],
  },
  'DATA-53': {
    of: 'folder',
    title: 'No script of the day-to-day removes volumes',
    severity: 'critical',
    criteria: ['oncall:data-lost-at-deploy'],
    remedy: 'Drop -v, --volumes and volume prune from what a deploy or a crontab runs.',
    vantages: ['static'],
    roles: [],
  },
  'DATA-54': {
    of: 'folder',
    title: 'A restore that fails stops and says so',
    severity: 'high',
    criteria: ['oncall:half-a-restore'],
    remedy: 'Call psql with -v ON_ERROR_STOP=1, and better with --single-transaction.',
    vantages: ['static'],
    roles: [],
  },
  'DATA-55': {
    of: 'folder',
    title: 'A dump that failed ends the script that took it',
    severity: 'high',
    criteria: ['oncall:empty-backup'],
    remedy: 'End with exit 1 after the ||, before anything old is pruned.',
    vantages: ['static'],
    roles: [],
  },
})
