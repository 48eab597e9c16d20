import { type Contract, firstProcess, type Start, shell } from './contract.ts'
import { answers, data, logsIn, ready, sql, withPassword } from './postgres-client.ts'
import { postgresFirstStart } from './postgres-first-start.ts'

const hardened: Start = {
  user: '999:999',
  readOnly: true,
  tmpfs: { '/run/postgresql': 'uid=999,gid=999' },
  volume: data,
}
/** PostgreSQL as its official image documents it. */
export const postgresContract: Contract = {
  image: 'postgres',
  source: 'https://github.com/docker-library/docs/blob/master/postgres/content.md',
  rows: [
    {
      name: 'port, volume, signal and variables',
      declares: {
        ports: ['5432/tcp'],
        volumes: [data],
        stopSignal: 'SIGINT',
        entrypoint: ['docker-entrypoint.sh'],
        command: ['postgres'],
        variables: { PGDATA: data, PG_MAJOR: '16', LANG: 'en_US.utf8' },
      },
    },
    {
      name: 'without a password it does not start and names the variable',
      starts: [{ ends: { exitCode: 1, prints: 'POSTGRES_PASSWORD' } }],
    },
    {
      name: 'a variable and its _FILE form exclude each other',
      starts: [
        {
          environment: { POSTGRES_PASSWORD: 'one', POSTGRES_PASSWORD_FILE: '/run/password' },
          files: { '/run/password': 'two' },
          ends: { exitCode: 1, prints: 'POSTGRES_PASSWORD_FILE' },
        },
      ],
    },
    {
      name: 'started as root, the server runs as uid 999',
      starts: [
        {
          environment: withPassword,
          volume: data,
          ready,
          checks: [
            { run: firstProcess, prints: '999:999' },
            { run: shell(`stat -c %u:%a ${data}`), prints: '999:700' },
            { run: shell('id -u postgres'), prints: '999' },
            logsIn('a"b$c d'),
            { run: sql('show server_version_num'), prints: /^16/ },
          ],
          stop: { exitCode: 0 },
        },
      ],
    },
    {
      name: 'as 999:999 on a read-only root, first and second start on one volume',
      starts: [
        {
          ...hardened,
          environment: withPassword,
          ready,
          checks: [answers('1'), { run: sql('create table kept (n int)'), prints: 'CREATE TABLE' }],
          stop: { exitCode: 0 },
        },
        {
          ...hardened,
          ready,
          checks: [{ run: sql('select count(*) from kept'), prints: '0' }, logsIn('a"b$c d')],
        },
      ],
    },
    ...postgresFirstStart,
    {
      name: 'options and another program pass through the entrypoint',
      starts: [
        {
          environment: withPassword,
          command: ['-c', 'max_connections=17'],
          ready,
          checks: [{ run: sql('show max_connections'), prints: '17' }],
        },
        { command: ['id', '-u'], ends: { exitCode: 0, prints: '0' } },
      ],
    },
    {
      name: 'the client programs are of version 16',
      starts: [
        {
          command: shell(
            'for p in psql pg_dump pg_restore pg_basebackup pg_verifybackup; do $p --version; done',
          ),
          ends: {
            exitCode: 0,
            prints: ['psql', 'pg_dump', 'pg_restore', 'pg_basebackup', 'pg_verifybackup']
              .map((program) => `${program} (PostgreSQL) 16.14`)
              .join('\n'),
          },
        },
      ],
    },
  ],
}
