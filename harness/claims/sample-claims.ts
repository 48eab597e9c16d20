import type { Observation } from '../../reports/record/run.ts'
import type { ConfiguredWaiver } from '../stack/config.ts'
import { defineCatalogue } from './catalogue.ts'
import type { JudgeInput } from './judge.ts'
import type { Merged } from './merge.ts'
import { registerClaims } from './registry.ts'
import type { RowRecord } from './worker-file.ts'

/** Two small areas for the tests beside this file. */
export const isolation = defineCatalogue('isolation', {
  'ISO-01': {
    title: 'The database answers nobody but its own clients',
    severity: 'critical',
    criteria: ['plan:3.1'],
    remedy: 'Take the service off the database network.',
    vantages: ['static', 'ephemeral'],
    roles: ['database'],
  },
  'ISO-02': {
    title: 'No service but the worker reaches the internet',
    severity: 'high',
    criteria: ['plan:3.1'],
    remedy: 'Make the network internal.',
    vantages: ['ephemeral'],
    roles: ['worker'],
  },
})

export const data = defineCatalogue('data', {
  'DATA-01': {
    title: 'Rows survive a stack taken down and up',
    severity: 'high',
    criteria: ['plan:3.9'],
    remedy: 'Keep the database on a named volume.',
    vantages: ['ephemeral'],
    roles: ['database'],
    changes: true,
  },
})

export const registry = registerClaims([isolation, data])

export function evidence(over: Partial<Observation> = {}): Observation {
  const seen = { from: 'inside web', subject: 'database:5432', property: 'connect', expected: 'refused' }
  return { role: 'evidence', ...seen, actual: 'refused', ok: true, ...over }
}

export function control(over: Partial<Observation> = {}): Observation {
  return evidence({ role: 'control', subject: 'edge:80', expected: 'open', actual: 'open', ...over })
}

export const failed = evidence({ actual: 'open', ok: false })
export const blind = control({ actual: 'refused', ok: false })

/** A row that passes, unless told otherwise. */
export function row(over: Partial<RowRecord> = {}): RowRecord {
  const key = { claim: 'ISO-02', row: 'api', worker: 'w1', source: 'reach.test.ts:3' }
  const seen = { observations: [evidence(), control()], attachments: [] }
  return { ...key, ...seen, outcome: 'completed', durationMs: 5, ...over }
}

export function merged(rows: RowRecord[], over: Partial<Merged> = {}): Merged {
  return { rows, irregularities: [], planned: true, ...over }
}

/** A judgement of ISO-02 at `ephemeral` over these rows. */
export function input(rows: RowRecord[], over: Partial<JudgeInput> = {}): JudgeInput {
  return {
    registry,
    expected: [{ claim: 'ISO-02', vantage: 'ephemeral' }],
    recorded: [{ vantage: 'ephemeral', merged: merged(rows) }],
    statics: [],
    waivers: [],
    unavailable: {},
    standIns: [],
    today: '2026-06-15',
    ...over,
  }
}

export function waiver(over: Partial<ConfiguredWaiver> = {}): ConfiguredWaiver {
  const justification = 'Accepted until the network is split.'
  return { claim: 'ISO-02', subject: 'database:5432', justification, expires: '2026-06-15', ...over }
}
