import { type Contract, firstProcess, type Start, shell } from './contract.ts'

const ready = shell('redis-cli ping | grep -q PONG')
const kept: Start = { volume: '/data', ready, stop: { exitCode: 0 } }

/** Redis as its official image documents it. */
export const redisContract: Contract = {
  image: 'redis',
  source: 'https://github.com/docker-library/docs/blob/master/redis/content.md',
  rows: [
    {
      name: 'port, volume, entrypoint and command',
      declares: {
        ports: ['6379/tcp'],
        volumes: ['/data'],
        entrypoint: ['docker-entrypoint.sh'],
        command: ['redis-server'],
      },
    },
    {
      name: 'started as root, the server runs as uid 999',
      starts: [
        {
          volume: '/data',
          ready,
          checks: [
            { run: firstProcess, prints: '999:999' },
            { run: shell('stat -c %u /data'), prints: '999' },
            { run: shell('id -u redis'), prints: '999' },
          ],
          stop: { exitCode: 0 },
        },
      ],
    },
    {
      name: 'without a password it answers other addresses: protected mode is off',
      starts: [{ ready, checks: [{ run: shell('redis-cli -h "$(hostname -i)" ping'), prints: 'PONG' }] }],
    },
    {
      name: 'appendonly data is there after a second start on the same volume',
      starts: [
        {
          ...kept,
          command: ['redis-server', '--appendonly', 'yes'],
          checks: [{ run: ['redis-cli', 'set', 'a', 'b'], prints: 'OK' }],
        },
        {
          ...kept,
          command: ['redis-server', '--appendonly', 'yes'],
          checks: [{ run: ['redis-cli', 'get', 'a'], prints: 'b' }],
        },
      ],
    },
    {
      name: 'as 999:999 on a read-only root',
      starts: [
        {
          user: '999:999',
          readOnly: true,
          volume: '/data',
          ready,
          checks: [{ run: firstProcess, prints: '999:999' }],
          stop: { exitCode: 0 },
        },
      ],
    },
    {
      name: 'a config file and options alone mean the server',
      starts: [
        {
          files: { '/usr/local/etc/redis.conf': 'protected-mode yes\nmaxclients 77\n' },
          command: ['/usr/local/etc/redis.conf'],
          ready,
          checks: [
            { run: ['redis-cli', 'config', 'get', 'maxclients'], prints: 'maxclients\n77' },
            { run: ['redis-cli', 'config', 'get', 'protected-mode'], prints: 'protected-mode\nyes' },
          ],
        },
        {
          command: ['--maxclients', '78'],
          ready,
          checks: [{ run: ['redis-cli', 'config', 'get', 'maxclients'], prints: 'maxclients\n78' }],
        },
      ],
    },
  ],
}
