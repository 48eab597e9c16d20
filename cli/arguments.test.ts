import { expect, test } from 'vitest'
import { UsageError } from '../harness/stack/failure.ts'
import { type Commands, readCall } from './arguments.ts'
import { helpText } from './help.ts'

const commands: Commands = {
  gate: {
    summary: 'Try every claim',
    examples: [['stackproof gate', 'all of them']],
    options: { cache: { type: 'boolean', summary: 'the cache too' } },
    load: () => Promise.reject(new Error('not run here')),
  },
}

test('a bare command has every default', () => {
  expect(readCall(['gate'], commands)).toEqual({
    command: 'gate',
    config: undefined,
    json: false,
    only: [],
    out: undefined,
    yes: false,
    noInstall: false,
    operand: undefined,
    own: {},
  })
})

test('a word without a name is taken where the command has a place for one, and once', () => {
  const operand = { value: 'DIR', summary: 'a folder' }
  const inspect: Commands = { inspect: { ...commands.gate, operand } as Commands[string] }
  expect(readCall(['inspect', 'a', '--json'], inspect)).toMatchObject({ operand: 'a', json: true })
  expect(() => readCall(['inspect', 'a', 'b'], inspect)).toThrow('argument b: expected none')
  expect(() => readCall(['gate', 'a'], commands)).toThrow('argument a: expected none')
})

test('options are read by either form', () => {
  const words = ['gate', '--config=a.ts', '--out', 'runs', '--json', '--only', 'edge,ISO-01,', '--no-install']
  expect(readCall(words, commands)).toMatchObject({
    config: 'a.ts',
    out: 'runs',
    json: true,
    only: ['edge', 'ISO-01'],
    noInstall: true,
  })
})

test("a command's own option is kept apart", () => {
  expect(readCall(['gate', '--cache'], commands)).toMatchObject({ own: { cache: true } })
})

test.for([
  [[], undefined],
  [['--help'], undefined],
  [['gate', '--help'], 'gate'],
  [['gate', '-h'], 'gate'],
] as const)('%j asks for help', ([words, help]) => {
  expect(readCall(words, commands)).toEqual({ help })
})

test.for([
  [['gaet'], 'command gaet: expected one of gate, found an unknown one', 'did you mean gate?'],
  [['smoke'], 'command smoke: expected one of gate, found an unknown one', 'see --help'],
  [['toString'], 'command toString: expected one of gate, found an unknown one', 'see --help'],
  [['gate', '--jsn'], /^option --jsn: expected one of .*--json/, 'did you mean --json?'],
  [['gate', '--only'], 'option --only: expected LIST, found nothing', 'write --only LIST'],
  [['gate', '--only', '--json'], 'option --only: expected LIST, found --json', 'write --only LIST'],
  [['gate', '--json=1'], 'option --json: expected no value, found 1', 'write --json alone'],
  [['gate', 'EDGE-01'], 'argument EDGE-01: expected none, found an unknown one', 'see --help'],
] as const)('%j is a wrong call', ([words, message, next]) => {
  const failure = wrongCall(words)
  expect(failure.message).toMatch(message)
  expect(failure).toMatchObject({ next, exitCode: 2 })
})

test('help on all names each command, help on one its options and examples', () => {
  expect(helpText(commands, undefined)).toContain('gate  Try every claim')
  expect(helpText(commands, 'gate')).toMatch(/--cache +the cache too.*--out DIR.*stackproof gate +all of/s)
})

function wrongCall(words: readonly string[]): UsageError {
  try {
    readCall(words, commands)
  } catch (error) {
    if (error instanceof UsageError) return error
  }
  throw new Error(`${words.join(' ')}: expected a UsageError, found none`)
}
