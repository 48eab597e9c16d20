import type { Fault } from '../../harness/faults/fault.ts'
import { migrateAnew } from '../migrate-anew.ts'
import { runBehind } from './behind.ts'

/** One route forgets its gate: what has no cookie is answered all the same. */
const leavesOneOpen = `
const { Server } = require('node:http')
const { emit } = Server.prototype
Server.prototype.emit = function (event, request, ...rest) {
  const isOpen = event === 'request' && request.url === '/api/v1/appointments' && !request.headers.cookie
  if (isOpen) Object.assign(request, { url: '/api/v1/health', method: 'GET' })
  return emit.call(this, event, request, ...rest)
}`

/** A record is found by its id alone. */
const asksForTheIdAlone = `
const { Client } = require('pg')
const { query } = Client.prototype
Client.prototype.query = function (text, ...rest) {
  const scoped = /workspace_id = \\$1 AND (id|appointment_id) = \\$2/
  const loose = typeof text === 'string' ? text.replace(scoped, '$$1::uuid IS NOT NULL AND $1 = $$2') : text
  return query.call(this, loose, ...rest)
}`

const forgetsNothing = "require('ioredis').Redis.prototype.del = async () => 0"

/** Sessions without a time to live. */
const livesForEver = `
const { Redis } = require('ioredis')
const { get, set } = Redis.prototype
Redis.prototype.getex = function (key) { return get.call(this, key) }
Redis.prototype.set = function (key, value) { return set.call(this, key, value) }`

const takesAnyText = `
require('node:buffer').isUtf8 = () => true
require('node:module').syncBuiltinESMExports()`

/** A browser drops such a cookie; what sends cookies by hand never looks at its domain. */
const namesAnotherDomain = `
const { ServerResponse } = require('node:http')
const { writeHead } = ServerResponse.prototype
ServerResponse.prototype.writeHead = function (...head) {
  for (const part of head) {
    const cookies = part?.['set-cookie']
    if (cookies) part['set-cookie'] = [cookies].flat().map((one) => one + '; Domain=elsewhere.test')
  }
  return writeHead.apply(this, head)
}`

/** Who may do what to whose record: each separate way to get it wrong. */
export const accessFaults: readonly Fault[] = [
  {
    id: 'app-two-at-a-time',
    title: 'The database takes appointments at the same time',
    cites: 'a check in the form alone: two clicks, two appointments',
    claims: ['APP-08'],
    roles: ['database', 'migrate', 'api'],
    where: 'stack',
    break: (target) => migrateAnew(target, '0099_overlaps.sql'),
  },
  {
    id: 'app-signed-note-changes',
    title: 'A signed note can be written anew',
    cites: 'HIPAA 164.312(c)(1): records that were altered after the fact',
    claims: ['APP-09'],
    roles: ['database', 'migrate', 'api'],
    where: 'stack',
    break: (target) => migrateAnew(target, '0099_signed-notes-change.sql'),
  },
  {
    id: 'app-route-left-open',
    title: 'One route answers without a log-in',
    cites: 'a route that was added beside the plugin with the gate',
    claims: ['APP-10'],
    roles: ['api', 'edge'],
    where: 'stack',
    break: (target) => runBehind(target, 'api', leavesOneOpen),
  },
  {
    id: 'app-records-by-id-alone',
    title: 'A record is found by its id, whosever it is',
    cites: 'OWASP API1:2023, broken object level authorization',
    // The database would have refused: its row-level security is off as well.
    claims: ['APP-11', 'DATA-15'],
    roles: ['database', 'migrate', 'api'],
    where: 'stack',
    break: (target) => {
      migrateAnew(target, '0099_rows-of-everybody.sql')
      runBehind(target, 'api', asksForTheIdAlone)
    },
  },
  {
    id: 'app-log-off-forgets-nothing',
    title: 'Log-off takes the cookie back and keeps the session',
    cites: 'OWASP: a session that is ended in the browser alone',
    claims: ['APP-12'],
    roles: ['api', 'cache'],
    where: 'stack',
    break: (target) => runBehind(target, 'api', forgetsNothing),
  },
  {
    id: 'app-takes-any-content',
    title: 'Whatever is no picture and no document is taken for text',
    cites: 'OWASP: unrestricted upload of a file with a dangerous type',
    claims: ['APP-15'],
    roles: ['api'],
    where: 'stack',
    break: (target) => runBehind(target, 'api', takesAnyText),
  },
  {
    id: 'app-cookie-of-another-domain',
    title: 'The session cookie names another domain',
    cites: 'a domain that moved: every test of the API passes, and nobody can log in',
    claims: ['APP-14'],
    roles: ['api', 'web'],
    where: 'stack',
    break: (target) => runBehind(target, 'api', namesAnotherDomain),
  },
  {
    id: 'app-page-with-inline-style',
    title: 'The page holds a style that its own policy forbids',
    cites: 'a snippet of a monitoring service, put in by the proxy',
    claims: ['APP-14'],
    roles: ['edge', 'web'],
    where: 'stack',
    break: (target) =>
      target.patch(
        'edge',
        '/etc/nginx/servers.conf',
        '    proxy_pass http://$upstream_web;',
        "    proxy_set_header Accept-Encoding '';\n    sub_filter '</head>' '<style>body { color: red }</style></head>';\n    proxy_pass http://$upstream_web;",
      ),
  },
  {
    id: 'app-sessions-for-ever',
    title: 'A session lives until somebody logs off',
    cites: 'HIPAA 164.312(a)(2)(iii): the browser in the waiting room',
    claims: ['APP-13'],
    roles: ['api', 'cache'],
    where: 'stack',
    break: (target) => runBehind(target, 'api', livesForEver),
  },
]
