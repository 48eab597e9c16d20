import { type Contract, firstProcess, type Start, shell } from './contract.ts'

// Hexadecimal, so that no scanner takes this file for what it describes.
const word = Buffer.from('a word that nobody else writes').toString('hex')
const signature = `Own:0:*:${word}\n`
const settings = (folder: string) =>
  `Foreground yes\nDatabaseDirectory ${folder}\nTCPSocket 3310\nTCPAddr 0.0.0.0\nTemporaryDirectory /tmp\n`
const ready = shell('echo PING | nc -w 1 localhost 3310 | grep -q PONG')
const scanner: Start = {
  files: { '/own/own.ndb': signature, '/own.conf': `${settings('/own')}User clamav\n` },
  command: ['--config-file=/own.conf'],
  ready,
  stop: { exitCode: 0 },
}
const scan = (text: string) =>
  shell(`printf '${text}' | clamdscan --config-file=/own.conf --no-summary --stream -`)

/** ClamAV as its official image documents it, without the signatures that the network has. */
export const clamavContract: Contract = {
  image: 'clamav',
  source: 'https://github.com/Cisco-Talos/clamav-docker/blob/main/clamav/README-alpine.md',
  rows: [
    {
      name: 'ports, entrypoint and time zone',
      declares: {
        ports: ['3310/tcp', '7357/tcp'],
        volumes: [],
        entrypoint: ['/init'],
        variables: { TZ: 'Etc/UTC' },
      },
    },
    {
      name: 'options alone mean the scanner, which runs as uid 100',
      starts: [
        {
          ...scanner,
          checks: [
            { run: firstProcess, prints: '100:101' },
            { run: shell('id -u clamav'), prints: '100' },
            { run: shell('stat -c %u /var/lib/clamav'), prints: '100' },
            { run: ['clamdcheck.sh'], prints: '' },
            { run: scan('a word that nobody else writes'), prints: /FOUND$/ },
            { run: scan('another'), prints: /OK$/ },
          ],
        },
      ],
    },
    {
      name: 'a command is run as it stands, and counts as healthy',
      starts: [{ command: ['sh', '-c', 'id -u && clamdcheck.sh'], ends: { exitCode: 0, prints: '0' } }],
    },
    {
      name: 'variables become settings of scanner and updater',
      starts: [
        {
          environment: { CLAMD_CONF_MaxThreads: '7', FRESHCLAM_CONF_ConnectTimeout: '8' },
          command: ['sh', '-c', 'cat /etc/clamav/*.conf'],
          ends: { exitCode: 0, prints: 'MaxThreads 7' },
        },
        {
          environment: { FRESHCLAM_CONF_ConnectTimeout: '8' },
          command: ['sh', '-c', 'cat /etc/clamav/*.conf'],
          ends: { exitCode: 0, prints: 'ConnectTimeout 8' },
        },
      ],
    },
    {
      name: 'without signatures, and none to be had, it ends',
      starts: [
        {
          environment: {
            FRESHCLAM_CONF_DatabaseMirror: 'localhost',
            FRESHCLAM_CONF_MaxAttempts: '1',
            FRESHCLAM_CONF_UpdateLogFile: '/tmp/freshclam.log',
          },
          // The updater's own code.
          ends: { exitCode: 11, prints: 'Update failed' },
        },
      ],
    },
    {
      name: 'as 100:101 on a read-only root, its volume over /var/tmp',
      starts: ['first', 'second'].map(() => ({
        user: '100:101',
        readOnly: true as const,
        tmpfs: { '/tmp': '' },
        volume: '/var/tmp',
        command: shell(
          `printf '${signature}' >/var/tmp/own.ndb; printf '${settings('/var/tmp')}' >/tmp/own.conf; exec clamd --config-file=/tmp/own.conf`,
        ),
        ready,
        stop: { exitCode: 0 },
        checks: [
          { run: firstProcess, prints: '100:101' },
          { run: shell('echo kept >> /var/tmp/kept && sort -u /var/tmp/kept'), prints: 'kept' },
        ],
      })),
    },
  ],
}
