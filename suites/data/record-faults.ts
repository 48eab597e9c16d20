import type { Fault } from '../../harness/faults/fault.ts'
import { runBehind } from '../app/behind.ts'
import { migrateAnew } from '../migrate-anew.ts'

/** What is to be sealed is written as it is, and read the same way. */
const sealsNothing = `
const crypto = require('node:crypto')
const clear = () => ({
  setAAD() { return this }, setAuthTag() { return this },
  update: (data) => Buffer.from(data), final: () => Buffer.alloc(0), getAuthTag: () => Buffer.alloc(16),
})
Object.assign(crypto, { createCipheriv: clear, createDecipheriv: clear })
require('node:module').syncBuiltinESMExports()`

const roles: Fault['roles'] = ['database', 'migrate', 'api']

/** Breaks of how records are kept apart, kept secret, and kept as they were. */
export const recordFaults: readonly Fault[] = [
  {
    id: 'data-rows-of-everybody',
    title: 'Row-level security is off on the tables of records',
    cites: 'a migration that made a table anew and forgot its policy',
    claims: ['DATA-15'],
    roles,
    where: 'stack',
    break: (target) => migrateAnew(target, '0099_rows-of-everybody.sql'),
  },
  {
    id: 'data-policy-of-everybody',
    title: 'A policy of the audit log shows every row',
    cites: 'USING (true), to see whether the rest works',
    claims: ['DATA-15'],
    roles,
    where: 'stack',
    break: (target) => migrateAnew(target, '0099_policy-of-everybody.sql'),
  },
  {
    id: 'data-audit-hash-of-nothing',
    title: 'The hash of an audit row covers the row before alone',
    cites: 'a chain that holds whatever the rows say',
    claims: ['DATA-16'],
    roles,
    where: 'stack',
    break: (target) => migrateAnew(target, '0099_audit-hash-of-nothing.sql'),
  },
  {
    id: 'data-records-in-clear-text',
    title: 'The application writes records as they are',
    cites: 'encryption that was turned off to debug, and stayed off',
    claims: ['DATA-17'],
    // What was sealed before it is not read any more: those who have a second factor cannot log in.
    blinds: ['APP-19', 'APP-21'],
    roles: ['api', 'worker', 'database'],
    where: 'stack',
    break: (target) => {
      runBehind(target, 'api', sealsNothing)
      runBehind(target, 'worker', sealsNothing)
    },
  },
]
