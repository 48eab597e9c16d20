import { expect, test } from 'vitest'
import { interpolate } from './interpolate.ts'

const variables = { SET: 'value', EMPTY: '', DOLLAR: 'a$b' }

test.for([
  ['plain', 'plain'],
  ['$SET and ${SET}', 'value and value'],
  ['${SET:-other} ${EMPTY:-other} ${EMPTY-other} ${NONE-other}', 'value other  other'],
  ['${SET:+there} ${EMPTY:+there} ${EMPTY+there} ${NONE+there}', 'there  there '],
  ['${NONE:-a${DEEP:-b}c}', 'abc'],
  ['${NONE:-${SET}}', 'value'],
  ['${NONE:-a}b}', 'ab}'],
  ['$$SET $${SET}', '$$SET $${SET}'],
  ['$(date) $1 a $ b 100$/h $', '$$(date) $$1 a $$ b 100$$/h $$'],
  ['${DOLLAR}', 'a$$b'],
  ['$NONE ${NONE} ${NONE:?is required} ${EMPTY:?is required}', '${NONE} ${NONE} ${NONE} ${EMPTY}'],
  ['${NONE:-x:${TAG:?needed}}', 'x:${TAG}'],
])('%s', ([text = '', expected]) => {
  expect(interpolate(text, variables, () => {})).toBe(expected)
})

test('a variable that nobody set is told, and whether it must be', () => {
  const unknown: unknown[] = []
  interpolate('${A} ${B:?b} ${C:-c} ${D:+d} ${E:-${F?f}}', {}, (found) => unknown.push(found))
  expect(unknown).toEqual([
    { name: 'A', required: false },
    { name: 'B', required: true },
    { name: 'F', required: true },
  ])
})

test.for(['${', '${SET', '${1}', '${!SET}', '${SET:=x}', '${SET!}'])('%s is no reference', (text) => {
  expect(() => interpolate(text, variables, () => {})).toThrow(RangeError)
})
