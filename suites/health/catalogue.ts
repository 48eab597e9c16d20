import { defineCatalogue } from '../../harness/claims/catalogue.ts'

export const health = defineCatalogue('health', {
  'HLT-01': {
    title: 'Every long-running service is healthy',
    severity: 'high',
    criteria: ['cis-docker:5.27', 'plan:3.20', 'plan:4.9'],
    remedy: 'Read the last lines of the unhealthy service, then run its health check by hand.',
    vantages: ['ephemeral'],
    roles: [],
  },
  'HLT-02': {
    title: 'Each broken service turns unhealthy',
    severity: 'high',
    criteria: ['cis-docker:5.27', 'plan:3.2', 'plan:3.13'],
    remedy: 'Let the health check ask the service itself, with a time-out shorter than its interval.',
    vantages: ['ephemeral'],
    roles: [],
    changes: true,
  },
  'HLT-03': {
    title: 'Every long-running service has a check that can fail',
    severity: 'high',
    criteria: ['cis-docker:5.27', 'plan:3.2', 'plan:3.13'],
    remedy: 'Give the service a health check that asks its own port and ends with its status.',
    vantages: ['static'],
    roles: [],
  },
  'HLT-04': {
    title: 'Every service ends by itself within its grace period',
    severity: 'medium',
    criteria: ['plan:4.9'],
    remedy: 'Let the first process of the container take the stop signal, and end when its work is done.',
    vantages: ['ephemeral'],
    roles: [],
    changes: true,
  },
  'HLT-05': {
    title: 'A new virus signature is used by its own schedule',
    severity: 'high',
    criteria: ['plan:3.7'],
    remedy: 'Read the logs of the antivirus: it fetches signatures at an interval and tells the scanner.',
    vantages: ['ephemeral'],
    roles: ['antivirus'],
    needs: ['variables.signaturesUrl'],
    slow: true,
  },
})
