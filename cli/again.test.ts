import { expect, test } from 'vitest'
import { again } from './again.ts'
import { readCall } from './arguments.ts'
import { commands } from './commands.ts'

test.for([
  ['gate', './stackproof gate'],
  [
    'gate --config ../shop/a.ts --only isolation,EDGE-03',
    './stackproof gate --config ../shop/a.ts --only isolation,EDGE-03',
  ],
  ['faults --every-claim --generated 3', './stackproof faults --every-claim --generated 3'],
  ['inspect my|shop --fail-on high', "./stackproof inspect 'my|shop' --fail-on high"],
  ["inspect it's", "./stackproof inspect 'it'\\''s'"],
  ['gate --json --out x --yes', './stackproof gate'],
] as const)('%s', ([words, said]) => {
  const call = readCall(words.split(' '), commands)
  expect('help' in call ? undefined : again(call)).toBe(said)
})
