import { expect, test } from 'vitest'
import { kindOf } from './kind.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

test.for([
  ['PDF', Buffer.from('%PDF-1.7\n%\u00e2\u00e3')],
  ['PNG', png],
  ['JPEG', Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['text', Buffer.from('slept well – „gut“\n')],
] as const)('%s is known by its content', ([kind, content]) => {
  expect(kindOf(content)).toBe(kind)
})

test.for([
  ['a program', Buffer.from('7f454c4602010100', 'hex')],
  ['an archive', Buffer.from('504b030414000000', 'hex')],
  ['a picture of another kind', Buffer.from('GIF89a\u0000\u0000')],
  ['the end of a PDF', Buffer.concat([Buffer.from([0xfe]), Buffer.from('%PDF-1.7')])],
] as const)('%s is none', ([, content]) => {
  expect(kindOf(content)).toBeUndefined()
})
