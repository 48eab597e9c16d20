import type { Fault } from '../../harness/faults/fault.ts'

const cites = 'plan 3.7: signatures grow old, and nothing says so'
const shared = { cites, claims: ['HLT-05'], roles: ['antivirus'], where: 'stack' } as const
const start = '/etc/clamav/start.sh'

/** Breaks of how the antivirus gets to know new signatures. */
export const signatureFaults: readonly Fault[] = [
  {
    ...shared,
    id: 'health-signatures-fetched-once',
    title: 'The antivirus fetches its signatures at the first start alone',
    break: (target) => target.patch('antivirus', start, 'sleep "$SIGNATURES_INTERVAL"', 'sleep 86400'),
  },
  {
    ...shared,
    id: 'health-signatures-not-loaded',
    title: 'The scanner is not told of new signatures',
    break: (target) => target.patch('antivirus', start, '-notify.conf || true', '.conf || true'),
  },
]
