import type { Row } from './contract.ts'
import { logsIn, ready, sql, withPassword } from './postgres-client.ts'

/** What the first start on an empty volume makes of variables and scripts. */
export const postgresFirstStart: readonly Row[] = [
  {
    name: 'user, password, database and initdb arguments from _FILE forms',
    starts: [
      {
        environment: {
          POSTGRES_PASSWORD_FILE: '/run/given/password',
          POSTGRES_USER_FILE: '/run/given/user',
          POSTGRES_DB_FILE: '/run/given/database',
          POSTGRES_INITDB_ARGS_FILE: '/run/given/arguments',
        },
        files: {
          '/run/given/password': 'from-file',
          '/run/given/user': 'owner',
          '/run/given/database': 'shop',
          '/run/given/arguments': '--data-checksums --no-sync',
        },
        ready,
        checks: [
          logsIn('from-file', 'owner', 'shop'),
          { run: sql('show data_checksums', 'owner', 'shop'), prints: 'on' },
        ],
      },
    ],
  },
  {
    name: 'scripts of /docker-entrypoint-initdb.d run once, in order, in the database',
    starts: [
      {
        environment: { ...withPassword, POSTGRES_DB: 'shop' },
        files: {
          '/docker-entrypoint-initdb.d/1.sql': 'create table made (by text)',
          '/docker-entrypoint-initdb.d/2.sh':
            'psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "insert into made values (\'shell\')"',
          '/docker-entrypoint-initdb.d/3.sql.gz': "insert into made values ('gzip')",
        },
        ready,
        checks: [
          {
            run: sql("select string_agg(by, ' ' order by by) from made", 'postgres', 'shop'),
            prints: 'gzip shell',
          },
        ],
      },
    ],
  },
  {
    name: 'POSTGRES_HOST_AUTH_METHOD=trust admits without a password',
    starts: [
      {
        environment: { POSTGRES_HOST_AUTH_METHOD: 'trust', POSTGRES_INITDB_ARGS: '--no-sync' },
        ready,
        checks: [logsIn('')],
      },
    ],
  },
]
