import { expect, test } from 'vitest'
import { parseReply } from './resp.ts'

const parse = (text: string) => parseReply(Buffer.from(text), 0)?.reply

test.for<[string, unknown]>([
  ['+OK\r\n', 'OK'],
  [':42\r\n', 42],
  ['$4\r\na\r\nb\r\n', 'a\r\nb'],
  ['$-1\r\n', null],
  ['*2\r\n+a\r\n*1\r\n:1\r\n', ['a', [1]]],
  ['-NOAUTH Authentication required.\r\n', { error: 'NOAUTH Authentication required.' }],
])('%j is read', ([text, reply]) => {
  expect(parse(text)).toEqual(reply)
})

test.for(['+OK', '$4\r\nab', '*2\r\n+a\r\n'])('%j is not read before it is whole', (text) => {
  expect(parse(text)).toBeUndefined()
})

test('bytes that open no reply are an error', () => {
  expect(() => parse('HTTP/1.1 400\r\n')).toThrow(/expected one of/)
})
