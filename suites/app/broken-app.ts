/** Scripts that break something in the process of the API or its worker, before the program itself is loaded. */

/** What goes to the database, by an expression that has a statement's `text` and `values` and gives both. */
function asking(changed: string): string {
  return `
const { Client } = require('pg')
const { query } = Client.prototype
Client.prototype.query = function (text, values, ...rest) {
  const [asked, given] = typeof text === 'string' ? ${changed} : [text, values]
  return query.call(this, asked, given, ...rest)
}`
}

/** One route forgets its gate: what has no cookie is answered all the same. */
export const leavesOneOpen = `
const { Server } = require('node:http')
const { emit } = Server.prototype
Server.prototype.emit = function (event, request, ...rest) {
  const isOpen = event === 'request' && request.url === '/api/v1/appointments' && !request.headers.cookie
  if (isOpen) Object.assign(request, { url: '/api/v1/health', method: 'GET' })
  return emit.call(this, event, request, ...rest)
}`

/** A record is found by its id alone. */
export const asksForTheIdAlone = asking(
  `[text.replace(/(FROM (?:clients|attachments)) WHERE workspace_id = \\$1 AND id = \\$2/, '$1 WHERE $$1::uuid IS NOT NULL AND id = $$2'), values]`,
)

export const forgetsNothing = "require('ioredis').Redis.prototype.del = async () => 0"

/** What a session has left is as good as before. */
export const keepsOldCookies = "require('ioredis').Redis.prototype.expire = async () => 1"

/** Sessions without a time to live. */
export const livesForEver = `
const { Redis } = require('ioredis')
const { get, set } = Redis.prototype
Redis.prototype.getex = function (key) { return get.call(this, key) }
Redis.prototype.set = function (key, value) { return set.call(this, key, value) }`

/** Every socket looks as if a page of our own had asked for it. */
export const hidesOrigins = `
const { Server } = require('node:http')
const { emit } = Server.prototype
Server.prototype.emit = function (event, request, ...rest) {
  if (event === 'upgrade') delete request.headers.origin
  return emit.call(this, event, request, ...rest)
}`

/** Whoever listens for one workspace hears of all. */
export const tellsEverybody = `
const { EventEmitter } = require('node:events')
const { on, emit } = EventEmitter.prototype
const broad = (event) => typeof event === 'string' && /^[0-9a-f-]{36}$/.test(event) ? 'everybody' : event
EventEmitter.prototype.on = function (event, ...rest) { return on.call(this, broad(event), ...rest) }
EventEmitter.prototype.emit = function (event, ...rest) { return emit.call(this, broad(event), ...rest) }`

export const takesAnyText = `
require('node:buffer').isUtf8 = () => true
require('node:module').syncBuiltinESMExports()`

/** A browser drops such a cookie; what sends cookies by hand never looks at its domain. */
export const namesAnotherDomain = `
const { ServerResponse } = require('node:http')
const { writeHead } = ServerResponse.prototype
ServerResponse.prototype.writeHead = function (...head) {
  for (const part of head) {
    const cookies = part?.['set-cookie']
    if (cookies) part['set-cookie'] = [cookies].flat().map((one) => one + '; Domain=elsewhere.test')
  }
  return writeHead.apply(this, head)
}`

/** A value is put into the text of the statement, where everybody else has a parameter. */
export const gluesStatements = asking(
  `[text.includes('INSERT INTO workspaces') ? text.replace('$2', () => "'" + values[1] + "' || left($2, 0)") : text, values]`,
)

export const readsUnseen = asking(
  `text.includes('INTO audit_events') && values[2] === 'note.read' ? ['SELECT 1', []] : [text, values]`,
)

/** Nobody writes down which code was used. */
export const forgetsCodes = asking(`text.includes('SET totp_step') ? ['SELECT 1', []] : [text, values]`)

/** Nobody has a second factor. */
export const skipsSecondFactor = asking(
  `[text.replace('SELECT totp,', 'SELECT NULL::bytea AS totp,'), values]`,
)

/** A letter that was used is as good as new. */
export const reopensLetters = asking(`[text.replace('AND used_at IS NULL ', ''), values]`)

/** A link is looked up and stays. */
export const keepsLinks = `
const { Redis } = require('ioredis')
Redis.prototype.getdel = function (key) { return this.get(key) }`

/** That somebody's sessions were ended is written down nowhere. */
export const keepsSessions = `
const { Redis } = require('ioredis')
const { set } = Redis.prototype
Redis.prototype.set = function (key, ...rest) {
  return key.startsWith('closed:') ? Promise.resolve('OK') : set.call(this, key, ...rest)
}`

/** Who opens a session opens an admin's. */
export const promotesMembers = `
const { Redis } = require('ioredis')
const { set } = Redis.prototype
Redis.prototype.set = function (key, value, ...rest) {
  return set.call(this, key, String(value).replace('"role":"member"', '"role":"admin"'), ...rest)
}`

/** The mail begins with the name that was opened last. */
export const greetsByName = `
const { Socket } = require('node:net')
const { write } = Socket.prototype
const { parse } = JSON
let name = ''
JSON.parse = (text, reviver) => {
  const value = parse(text, reviver)
  if (value?.name && 'email' in value) name = value.name
  return value
}
Socket.prototype.write = function (data, ...rest) {
  const isMail = String(data).includes('You have an appointment')
  return write.call(this, isMail ? String(data).replace('You have', 'Dear ' + name + ', you have') : data, ...rest)
}`
