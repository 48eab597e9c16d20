import { describe, expect, test } from 'vitest'
import { readIgnore } from './ignore.ts'

const onlyNamed = '*\n!package.json\n!src\nsrc/**/*.test.ts\n'

describe('files that go to the builder', () => {
  test.for([
    ['plain name', 'dist\n', 'dist/a.js', true],
    ['another name', 'dist\n', 'src/dist.ts', false],
    ['anywhere below', '**/node_modules\n', 'a/node_modules/b', true],
    ['everything but a file', onlyNamed, 'package.json', false],
    ['everything but a folder', onlyNamed, 'src/a/b.ts', false],
    ['an exception to the exception', onlyNamed, 'src/a/b.test.ts', true],
    ['everything else', onlyNamed, 'test/a.ts', true],
    ['a comment', '# dist\n', 'dist', false],
    ['a leading slash', '/dist/\n', 'dist/x', true],
  ] as const)('%s', ([, text, path, ignored]) => {
    expect(readIgnore(text).file(path)).toBe(ignored)
  })
})

test('a folder is walked when a line may take something in it back', () => {
  const { folder } = readIgnore(onlyNamed)
  expect(['node_modules', 'src'].map(folder)).toEqual([true, false])
})
