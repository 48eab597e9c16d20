import { type Contract, firstProcess, type Start, shell } from './contract.ts'

const ready = ['curl', '--fail', '--silent', 'http://127.0.0.1:9000/minio/health/live']
const root = { '/run/secrets/user': 'keeper-of-it', '/run/secrets/password': 'a-password-of-26-characters' }
const fromFiles = {
  MINIO_ROOT_USER_FILE: '/run/secrets/user',
  MINIO_ROOT_PASSWORD_FILE: '/run/secrets/password',
}
const own = 'export MC_HOST_own="http://$(cat /run/secrets/user):$(cat /run/secrets/password)@127.0.0.1:9000"'
/** Calls of the client, one after the other; what all but the last print is dropped. */
const client = (...calls: string[]) => {
  const [last, ...before] = calls.map((words) => `mc --quiet ${words}`).reverse()
  return shell([own, ...before.reverse().map((call) => `${call} >/dev/null`), last].join(' && '))
}
const server: Start = {
  files: root,
  environment: fromFiles,
  volume: '/data',
  command: ['server', '/data'],
  ready,
  stop: { exitCode: 0 },
}

/** MinIO as its official image documents it. */
export const minioContract: Contract = {
  image: 'minio',
  source: 'https://github.com/minio/minio/blob/master/Dockerfile.release',
  rows: [
    {
      name: 'port, volume, entrypoint and command',
      declares: {
        ports: ['9000/tcp'],
        volumes: ['/data'],
        entrypoint: ['/usr/bin/docker-entrypoint.sh'],
        command: ['minio'],
      },
    },
    {
      name: 'root credentials come from files, and only they are admitted',
      starts: [
        {
          ...server,
          checks: [
            { run: firstProcess, prints: '0:0' },
            { run: client('mb own/first'), prints: /successfully/ },
            {
              run: shell('MC_HOST_own=http://minioadmin:minioadmin@127.0.0.1:9000 mc ls own 2>&1 || true'),
              prints: /Access Key Id you provided does not exist/,
            },
          ],
        },
      ],
    },
    {
      name: 'what was written is there after a second start on the same volume',
      starts: [
        {
          ...server,
          checks: [
            {
              run: client('mb own/kept', 'pipe own/kept/one < /run/secrets/user', 'cat own/kept/one'),
              prints: 'keeper-of-it',
            },
          ],
        },
        { ...server, checks: [{ run: client('cat own/kept/one'), prints: 'keeper-of-it' }] },
      ],
    },
    {
      name: 'as 1001:1001 on a read-only root, its volume over /var/tmp',
      starts: [
        {
          user: '1001:1001',
          readOnly: true,
          tmpfs: { '/tmp': '' },
          volume: '/var/tmp',
          command: ['server', '/var/tmp'],
          ready,
          checks: [
            { run: firstProcess, prints: '1001:1001' },
            {
              run: shell('MC_HOST_own=http://minioadmin:minioadmin@127.0.0.1:9000 mc --quiet mb own/first'),
              prints: /successfully/,
            },
          ],
          stop: { exitCode: 0 },
        },
      ],
    },
    {
      name: 'a key from a file encrypts every object',
      starts: [
        {
          ...server,
          files: {
            ...root,
            // Made up for this row: 32 bytes of the letter a.
            '/run/secrets/key': 'contract:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=',
          },
          environment: {
            ...fromFiles,
            MINIO_KMS_SECRET_KEY_FILE: '/run/secrets/key',
            MINIO_KMS_AUTO_ENCRYPTION: 'on',
          },
          checks: [
            {
              run: shell(
                [
                  own,
                  'mc --quiet mb own/sealed >/dev/null',
                  'mc --quiet pipe own/sealed/one < /run/secrets/user >/dev/null',
                  '! grep -rq keeper-of-it /data/sealed',
                  'mc --quiet cat own/sealed/one',
                ].join(' && '),
              ),
              prints: 'keeper-of-it',
            },
          ],
        },
      ],
    },
  ],
}
