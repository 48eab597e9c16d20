import type { Fault } from '../../harness/faults/fault.ts'

/** Breaks of the app that no other area sees. */
export const faults: readonly Fault[] = [
  {
    id: 'app-api-with-dead-password',
    title: 'The API keeps an old password of the cache',
    cites: 'trap: a rotation that restarts instead of recreating',
    claims: ['APP-01', 'APP-02'],
    roles: ['api', 'cache'],
    where: 'stack',
    break: (target) => {
      target.service('api').environment = {
        ...target.service('api').environment,
        REDIS_PASSWORD_FILE: '/run/secrets/api_session_key',
      }
    },
  },
  {
    id: 'app-worker-mails-nowhere',
    title: 'The worker knows a wrong mail server',
    cites: 'reminders that nobody misses until a client does',
    claims: ['APP-02'],
    roles: ['worker'],
    where: 'stack',
    break: (target) => {
      const worker = target.service('worker')
      worker.environment = { ...worker.environment, SMTP_HOST: 'nowhere.invalid' }
    },
  },
]
