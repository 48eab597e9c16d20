import { defineCatalogue } from '../../harness/claims/catalogue.ts'

export const app = defineCatalogue('app', {
  'APP-01': {
    title: 'A therapist logs in and reads clients through the edge',
    severity: 'critical',
    criteria: ['plan:3.20', 'plan:4.9'],
    remedy: 'Read the logs of api and nginx for the failed request.',
    vantages: ['ephemeral'],
    roles: ['api', 'edge', 'database', 'cache'],
  },
  'APP-02': {
    title: 'The reminder of an appointment arrives by mail',
    severity: 'high',
    criteria: ['plan:3.20'],
    remedy: 'Read the logs of the worker; it needs the queue and a way out to the mail server.',
    vantages: ['ephemeral'],
    roles: ['worker', 'api', 'edge', 'cache'],
  },
})
