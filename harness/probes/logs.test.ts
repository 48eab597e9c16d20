import { expect, test } from 'vitest'
import { contentsOf } from './logs.ts'

function frame(stream: number, text: string): Buffer {
  const content = Buffer.from(text)
  const header = Buffer.alloc(8)
  header.writeUInt8(stream, 0)
  header.writeUInt32BE(content.length, 4)
  return Buffer.concat([header, content])
}

const read = (logged: Buffer) => Buffer.concat(contentsOf(logged)).toString()

test('both streams are read in order', () => {
  expect(read(Buffer.concat([frame(1, 'one\n'), frame(2, 'tüo\n'), frame(1, '')]))).toBe('one\ntüo\n')
})

test('no log, the output of a terminal, and a frame that is cut short', () => {
  expect(read(Buffer.alloc(0))).toBe('')
  expect(read(Buffer.from('short'))).toBe('short')
  expect(read(Buffer.from('\u001b[31mplain words of a terminal'))).toBe('\u001b[31mplain words of a terminal')
  expect(read(frame(1, 'one\n').subarray(0, 10))).toBe('on')
})

test('ten megabytes of short lines are read at once', () => {
  const line = frame(1, `${'x'.repeat(99)}\n`)
  const started = performance.now()
  expect(contentsOf(Buffer.concat(Array.from({ length: 100_000 }, () => line)))).toHaveLength(100_000)
  expect(performance.now() - started).toBeLessThan(2_000)
})
