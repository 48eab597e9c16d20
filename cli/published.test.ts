import { expect, test } from 'vitest'
import { readPublished } from './published.ts'

test.for([
  [{}, { address: '127.0.0.1' }],
  [{ 'https-port': '8443' }, { address: '127.0.0.1', httpsPort: 8443 }],
  [
    { 'http-port': '1', 'https-port': '65535' },
    { address: '127.0.0.1', httpPort: 1, httpsPort: 65535 },
  ],
] as const)('%j', ([own, published]) => {
  expect(readPublished({ own })).toEqual(published)
})

test.for(['0', '65536', '-1', '443x', '1e3', '123456'])('%s is no port', (word) => {
  expect(() => readPublished({ own: { 'http-port': word } })).toThrow(
    `option --http-port: expected a port from 1 to 65535, found ${word}`,
  )
})
