import { type Contract, shell } from './contract.ts'

/** Node as its official image documents it. */
export const nodeContract: Contract = {
  image: 'node',
  source: 'https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md',
  rows: [
    {
      name: 'entrypoint, command and version',
      declares: { entrypoint: ['docker-entrypoint.sh'], command: ['node'] },
      starts: [{ command: ['--version'], ends: { exitCode: 0, prints: 'v24.' } }],
    },
    {
      name: 'the user node has uid and gid 1000 and a home',
      starts: [
        {
          user: 'node',
          command: shell('echo "$(id -u):$(id -g) $HOME" && touch "$HOME/x"'),
          ends: { exitCode: 0, prints: '1000:1000 /home/node' },
        },
      ],
    },
    {
      name: 'npm and npx are there',
      starts: [{ command: shell('npm --version && npx --version'), ends: { exitCode: 0, prints: '.' } }],
    },
    {
      name: 'a script is run by node, another program as it is',
      starts: [
        {
          files: { '/srv/a.mjs': 'console.log(process.getuid(), process.argv.length)' },
          command: ['/srv/a.mjs', 'x'],
          ends: { exitCode: 0, prints: '0 3' },
        },
        { command: ['id', '-u'], ends: { exitCode: 0, prints: '0' } },
      ],
    },
  ],
}
