import { expect, test } from 'vitest'
import { commandsOf, parseScript, pipesOf } from './shell.ts'

const script = (text: string) => parseScript({ name: 's', file: 's.sh', line: 1, text, kind: 'file' })
const lastOf = (text: string) => commandsOf(script(text)).at(-1)?.words.join(' ')

test.for([
  ['a variable', 'DC="docker compose -f a.yml"\n$DC up', 'docker compose -f a.yml up'],
  ['in braces, behind sudo', 'DC=docker-compose\nsudo ${DC} up', 'sudo docker-compose up'],
  ['a variable of a variable', 'F=a.yml\nDC="docker compose -f $F"\n$DC up', 'docker compose -f a.yml up'],
  ['one that is exported', 'export DC="docker compose"\n$DC up', 'docker compose up'],
  ['an array', 'C=(docker compose -f a.yml)\n"${C[@]}" up', 'docker compose -f a.yml up'],
  [
    'a function that hands on',
    'dc() { docker compose "$@"; }\ndc exec -T db x',
    'docker compose exec -T db x',
  ],
  [
    'Compose in either spelling',
    'if x; then C="docker compose"; else C=docker-compose; fi\n$C up',
    'docker compose up',
  ],
  ['a name among the words', 'DB=shop_db\ndocker exec "$DB" psql', 'docker exec shop_db psql'],
  ['a text in quotes is one word', 'M="a b"\nmail -s "$M"', 'mail -s a b'],
] as const)('%s is spelled out', ([, text, words]) => {
  expect(lastOf(text)).toBe(words)
})

test.for([
  ['set twice', 'S=api\nS=web\ndocker restart $S', 'docker restart $S'],
  ['of a loop', 'for s in a b; do x; done\ns=a\ny $s', 'y $s'],
  ['that is read', 'S=a\nread S\ny $S', 'y $S'],
  ['of another command', 'S=$(date)\ny $S', 'y $S'],
  ['with an unknown part', 'F="$D/x"\ny "$F"', 'y $F'],
  ['for one command alone', 'S=a env\ny $S', 'y $S'],
  ['in single quotes', "S=a\ny '$S'", 'y $S'],
  ['of itself', 'docker() { docker "$@"; }\ndocker ps', 'docker ps'],
  ['of two commands', 'f() { a; b "$@"; }\nf x', 'f x'],
] as const)('a name %s stays as written', ([, text, words]) => {
  expect(lastOf(text)).toBe(words)
})

test('in a pipe a function of one command is that command', () => {
  const [pipe] = pipesOf(script('dump() { pg_dump shop; }\ndump | gzip > f\n'))
  expect(pipe?.commands.map(({ words }) => words.join(' '))).toEqual(['pg_dump shop', 'gzip'])
})
