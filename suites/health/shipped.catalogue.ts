import { defineClaims } from '../../harness/claims/catalogue.ts'

/** Claims about what a folder ships beside its Compose files, tried by `inspect`. */
export const shippedHealth = defineClaims({
  'HLT-50': {
    of: 'folder',
    title: 'The program of a health check is in its image',
    severity: 'high',
    criteria: ['oncall:always-unhealthy'],
    remedy: 'Install the program in the last stage, or ask with one that the image has.',
    vantages: ['static'],
    roles: [],
  },
  'HLT-51': {
    of: 'folder',
    title: 'Whoever is waited for as healthy has a check',
    severity: 'high',
    criteria: ['oncall:does-not-start'],
    remedy: 'Give the awaited service a health check, or wait for service_started.',
    vantages: ['static'],
    roles: [],
  },
  'HLT-52': {
    of: 'folder',
    title: 'A start script hands the stop signal on',
    severity: 'medium',
    criteria: ['oncall:killed-at-deploy'],
    remedy: 'Start the last program by exec, or set init: true.',
    vantages: ['static'],
    roles: [],
  },
  'HLT-53': {
    of: 'folder',
    title: 'Every health check that is there can fail',
    severity: 'high',
    criteria: ['oncall:passes-while-broken'],
    remedy: 'Drop || true, and give curl --fail.',
    vantages: ['static'],
    roles: [],
  },
})
