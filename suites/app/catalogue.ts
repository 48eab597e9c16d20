import { defineCatalogue } from '../../harness/claims/catalogue.ts'

export const app = defineCatalogue('app', {
  'APP-01': {
    title: 'A therapist logs in and reads clients through the edge',
    severity: 'critical',
    criteria: ['plan:3.20', 'plan:4.9'],
    remedy: 'Read the logs of api and nginx for the failed request.',
    vantages: ['ephemeral'],
    roles: ['api', 'edge', 'database', 'cache'],
    slow: true,
  },
  'APP-02': {
    title: 'The reminder of an appointment arrives by mail',
    severity: 'high',
    criteria: ['plan:3.20'],
    remedy: 'Read the logs of the worker; it needs the queue and a way out to the mail server.',
    vantages: ['ephemeral'],
    roles: ['worker', 'api', 'edge', 'cache'],
    slow: true,
  },
  'APP-03': {
    title: 'The cookie of a log-in is kept from scripts and other sites',
    severity: 'high',
    criteria: ['hipaa:164.312(d)', 'plan:5.3'],
    remedy: 'Set Secure, HttpOnly and SameSite=Strict where the cookie is given, and change none on the way.',
    vantages: ['ephemeral'],
    roles: ['edge', 'api', 'database', 'cache'],
    slow: true,
  },
  'APP-04': {
    title: 'A change that another site asks for is refused',
    severity: 'high',
    criteria: ['hipaa:164.312(c)(1)', 'plan:5.3'],
    remedy: 'Refuse changes whose Sec-Fetch-Site is neither same-origin nor none, and hand that header on.',
    vantages: ['ephemeral'],
    roles: ['edge', 'api', 'database', 'cache'],
    slow: true,
  },
})
