import { expect, test } from 'vitest'
import { parseEnvFile } from './env-file.ts'

test.for([
  ['A=1', { A: '1' }],
  ['export A=1\r\nB = 2 ', { A: '1', B: '2' }],
  ['# A=1\n\nnot an assignment\nA=1 # why\nB=1#not', { A: '1', B: '1#not' }],
  [`A='$B # kept'`, { A: '$B # kept' }],
  ['A="a\\nb \\"c\\"" # said', { A: 'a\nb "c"' }],
  ['A=1\nB=${A}2\nC=$OUTER', { A: '1', B: '12', C: 'outer' }],
  ['A=\nB=${NONE}x\nC=${NONE:-y}', { A: '', B: 'x', C: 'y' }],
  ['A=pa$$word${', { A: 'pa$$word${' }],
  ['A=x=y', { A: 'x=y' }],
] as const)('%s', ([text, expected]) => {
  expect(parseEnvFile(text, { OUTER: 'outer' })).toEqual(expected)
})
