import { defineCatalogue } from '../../harness/claims/catalogue.ts'

export const data = defineCatalogue('data', {
  'DATA-01': {
    title: 'Migrations go up, down and up to the same schema',
    severity: 'high',
    criteria: ['plan:4.13', 'hipaa:164.312(c)(1)'],
    remedy: 'Mend the down step of the migration whose objects differ.',
    vantages: ['ephemeral'],
    roles: ['database', 'migrate'],
    changes: true,
  },
  'DATA-02': {
    title: 'The database refuses every connection that is not encrypted',
    severity: 'critical',
    criteria: ['plan:3.4', 'hipaa:164.312(e)(2)(ii)'],
    remedy: 'Keep only hostssl lines for remote addresses in pg_hba.conf and reject hostnossl.',
    vantages: ['ephemeral'],
    roles: ['database'],
  },
  'DATA-03': {
    title: 'The cache answers nothing to a client without the password',
    severity: 'critical',
    criteria: ['plan:3.5', 'hipaa:164.312(d)'],
    remedy: 'Start Redis with requirepass from its secret file.',
    vantages: ['ephemeral'],
    roles: ['cache'],
  },
  'DATA-04': {
    title: 'Rows survive a stack taken down and up again',
    severity: 'critical',
    criteria: ['plan:3.9', 'hipaa:164.312(c)(1)'],
    remedy: 'Keep the data directory of the database on a named volume.',
    vantages: ['ephemeral'],
    roles: ['database'],
    changes: true,
  },
  'DATA-05': {
    title: 'The application role owns no table and cannot alter one',
    severity: 'high',
    criteria: ['hipaa:164.312(a)(1)'],
    remedy: 'Let the owner role create every table and only grant to the application role.',
    vantages: ['ephemeral'],
    roles: ['database', 'api'],
  },
})
