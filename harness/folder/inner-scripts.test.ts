import { expect, test } from 'vitest'
import { innerScripts } from './inner-scripts.ts'
import { commandsOf, parseScript } from './shell.ts'

const inner = (text: string) =>
  innerScripts(parseScript({ name: 's', file: 's.sh', line: 1, text, kind: 'file' })).map((one) => ({
    kind: one.kind,
    options: one.options.trim(),
    commands: commandsOf(one).map(({ words, at }) => `${words.join(' ')} @${at.split(':')[1]}`),
  }))

test.for([
  [
    'a quoted text',
    "ssh -p 22 me@host 'cd /srv; docker compose up -d'",
    ['cd /srv @1', 'docker compose up -d @1'],
  ],
  [
    'a here-document',
    "x\nssh host <<'EOF'\ncd /srv\ndocker compose up -d\nEOF\n",
    ['cd /srv @3', 'docker compose up -d @4'],
  ],
  ['plain words', 'sshpass -e ssh host docker compose down -v', ['docker compose down -v @1']],
  ['a name for it', 'S="ssh -i key host"\n$S "a; b"', ['a @2', 'b @2']],
] as const)('over SSH: %s', ([, text, commands]) => {
  expect(inner(text)).toEqual([{ kind: 'remote', options: '', commands }])
})

test('over SSH a shell that reads it may have options', () => {
  expect(inner("ssh host 'bash -se' <<EOF\na\nEOF\n")).toEqual([
    { kind: 'remote', options: '-se', commands: ['a @2'] },
  ])
  expect(inner('ssh host "bash -ec \'a; b\'"')).toEqual([
    { kind: 'remote', options: '', commands: ['bash -ec a; b @1'] },
    { kind: 'remote', options: '-e', commands: ['a @1', 'b @1'] },
  ])
})

test('in a container, and here', () => {
  expect(inner("docker compose exec -T db sh -c 'pg_dump shop | gzip' > f")).toMatchObject([
    { kind: 'inner', options: '', commands: ['pg_dump shop @1', 'gzip @1'] },
  ])
  expect(inner("sudo -u postgres bash -o pipefail -c 'a | b'")).toMatchObject([
    { kind: 'inner', options: '-o pipefail', commands: ['a @1', 'b @1'] },
  ])
})

test.for(["echo sh -c 'a'", 'ssh-keygen -t rsa', 'ssh', 'docker exec -it db sh', 'echo "ssh host reboot"'])(
  '%s hands nothing over',
  (text) => {
    expect(inner(text)).toEqual([])
  },
)
