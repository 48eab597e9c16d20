import { expect, test } from 'vitest'
import { namedDeploy } from './named-deploy.ts'

test('scheme, name and port are a deploy', () => {
  const own = { address: '127.0.0.1', 'http-port': '8080', 'https-port': '9443' }
  const named = namedDeploy({ operand: 'https://app.test:8443', own })
  expect(named).toMatchObject({ address: '127.0.0.1', httpPort: 8080, httpsPort: 9443 })
  expect(named.url.origin).toBe('https://app.test:8443')
  expect(namedDeploy({ operand: 'https://app.test/', own: {} }).httpPort).toBe(80)
})

test.for<[string | undefined, Record<string, string>, string]>([
  [undefined, {}, 'URL: expected a deploy, found nothing'],
  ['app.test', {}, 'begins with https://, found app.test'],
  ['http://app.test', {}, 'begins with https://, found http://app.test'],
  ['https://app.test/login', {}, 'scheme, name and port alone'],
  ['https://me:secret@app.test', {}, 'expected no log-in in it, found one'],
  ['https://app.test', { address: 'other.test' }, '--address: expected an IP address, found other.test'],
  ['https://app.test', { 'http-port': '0' }, '--http-port: expected a port from 1 to 65535, found 0'],
  ['https://app.test', { ca: '/nobody/has/this' }, '--ca: expected a PEM file'],
  ['https://app.test', { ca: import.meta.filename }, 'expected a PEM certificate, found none'],
])('%s %j is refused', ([operand, own, told]) => {
  expect(() => namedDeploy({ operand, own })).toThrow(told)
})
