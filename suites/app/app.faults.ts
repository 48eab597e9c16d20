import type { Fault, FaultTarget } from '../../harness/faults/fault.ts'
import { secretOf } from '../config/secret-faults.ts'
import { accessFaults } from './access-faults.ts'
import { runBehind } from './behind.ts'
import { rewritePage } from './rewritten-page.ts'

function appendToProxy(target: FaultTarget, line: string): void {
  target.patch('edge', '/etc/nginx/proxy.conf', 'proxy_http_version 1.1;', `proxy_http_version 1.1;\n${line}`)
}

/** Answers clamd's PING, and any stream as clean once its closing length has come. */
const findsNothing = `
require('node:net').createServer((socket) => socket.on('data', (data) => {
  if (data.includes('zPING')) socket.end('PONG\\0')
  else if (data.subarray(-4).every((byte) => byte === 0)) socket.end('stream: OK\\0')
})).listen(3310, '127.0.0.1')`

/** Every answer of the API tells the password of the database, for whoever looks for it. */
const tellsItsPassword = `
const { ServerResponse } = require('node:http')
const { writeHead } = ServerResponse.prototype
const password = require('node:fs').readFileSync(process.env.DATABASE_PASSWORD_FILE, 'utf8').trim()
ServerResponse.prototype.writeHead = function (...head) {
  this.setHeader('x-debug', 'database ' + password)
  return writeHead.apply(this, head)
}`

/** Breaks of the app that no other area sees. */
export const faults: readonly Fault[] = [
  ...accessFaults,
  {
    id: 'app-tells-its-password',
    title: 'The API sends its settings along in a debug header',
    cites: 'a middleware from development that stayed',
    claims: ['EDGE-15'],
    roles: ['edge', 'api'],
    where: 'stack',
    break: (target) => runBehind(target, 'api', tellsItsPassword),
  },
  {
    id: 'app-script-tells-a-secret',
    title: 'A script of the page holds a secret of the API',
    cites: 'a variable of the build that was meant for the server',
    claims: ['EDGE-15'],
    roles: ['edge', 'web', 'api'],
    where: 'stack',
    break: (target) =>
      rewritePage(
        target,
        'sub_filter_types text/javascript application/javascript;',
        `sub_filter '(' '/*${secretOf(target, 'api')}*/(';`,
      ),
  },
  {
    id: 'app-archives-not-opened',
    title: 'The antivirus looks into no archive',
    cites: 'a setting that makes scans fast',
    claims: ['APP-06'],
    roles: ['antivirus'],
    where: 'stack',
    break: (target) =>
      target.patch('antivirus', '/etc/clamav/clamd.conf', 'MaxThreads 8', 'MaxThreads 8\nScanArchive no'),
  },
  {
    id: 'app-scanner-finds-nothing',
    title: 'The API asks a scanner of its own that finds nothing',
    cites: 'a stub from development that stayed',
    claims: ['APP-06', 'APP-07'],
    roles: ['api', 'antivirus'],
    where: 'stack',
    break: (target) => {
      const api = target.service('api')
      api.environment = { ...api.environment, ANTIVIRUS_HOST: '127.0.0.1' }
      runBehind(target, 'api', findsNothing)
    },
  },
  {
    id: 'app-downloads-from-web',
    title: 'The edge looks for attachments among the files of web',
    cites: 'a location for large files that forgot who has them',
    claims: ['APP-05', 'APP-22'],
    roles: ['edge', 'api'],
    where: 'stack',
    break: (target) =>
      target.patch(
        'edge',
        '/etc/nginx/servers.conf',
        '  location /api/ {',
        '  location /api/v1/files/ {\n    include proxy.conf;\n    proxy_pass http://$upstream_web;\n  }\n\n  location /api/ {',
      ),
  },
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
    claims: [
      ...['APP-01', 'APP-02', 'APP-03', 'APP-04', 'APP-05', 'APP-06', 'APP-08', 'APP-09', 'APP-11'],
      ...['APP-12', 'APP-13', 'APP-14', 'APP-15', 'APP-16', 'APP-20', 'APP-21', 'APP-22', 'EDGE-20'],
    ],
    blinds: ['APP-17', 'APP-19', 'APP-23', 'APP-24', 'APP-25', 'DATA-15', 'DATA-17', 'EDGE-21'],
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
    claims: ['APP-02', 'APP-16', 'APP-20', 'APP-24'],
    roles: ['worker'],
    where: 'stack',
    break: (target) => {
      const worker = target.service('worker')
      worker.environment = { ...worker.environment, SMTP_HOST: 'nowhere.invalid' }
    },
  },
]
