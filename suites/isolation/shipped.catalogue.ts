import { defineClaims } from '../../harness/claims/catalogue.ts'

/** Claims about what a folder ships beside its Compose files, tried by `inspect`. */
export const shippedIsolation = defineClaims({
  'ISO-50': {
    of: 'folder',
    title: 'No store or open tool answers outside the host',
    severity: 'critical',
    criteria: ['oncall:open-database', 'cis-docker:5.14'],
    remedy: 'Drop the ports, or publish them on 127.0.0.1: the firewall of the host does not see them.',
    vantages: ['static'],
    roles: [],
  },
})
