import type { Fault, FaultTarget } from '../../harness/faults/fault.ts'

function appendToProxy(target: FaultTarget, line: string): void {
  target.patch('edge', '/etc/nginx/proxy.conf', 'proxy_http_version 1.1;', `proxy_http_version 1.1;\n${line}`)
}

/** Breaks of the app that no other area sees. */
export const faults: readonly Fault[] = [
  {
    id: 'app-cookie-without-flags',
    title: 'The edge takes the flags off the session cookie',
    cites: 'a proxy that was to work over plain HTTP as well',
    claims: ['APP-03'],
    roles: ['edge', 'api'],
    where: 'stack',
    break: (target) => appendToProxy(target, 'proxy_cookie_flags session nosecure nohttponly nosamesite;'),
  },
  {
    id: 'app-edge-hides-the-asking-site',
    title: 'The edge tells the API that every request comes from its own page',
    cites: 'a header that was set by hand while debugging',
    claims: ['APP-04'],
    roles: ['edge', 'api'],
    where: 'stack',
    break: (target) => appendToProxy(target, 'proxy_set_header Sec-Fetch-Site same-origin;'),
  },
  {
    id: 'app-api-with-dead-password',
    title: 'The API keeps an old password of the cache',
    cites: 'trap: a rotation that restarts instead of recreating',
    // Nobody can log in.
    claims: ['APP-01', 'APP-02', 'APP-03', 'APP-04'],
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
