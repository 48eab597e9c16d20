import { expect, test } from 'vitest'
import { canonicalPort } from './canonical-ports.ts'
import { canonicalVolume } from './canonical-volumes.ts'
import { plain, textNode } from './node.ts'
import { bytesOf, goDuration } from './sizes.ts'
import { splitWords } from './words.ts'

const tcp = { mode: 'ingress', protocol: 'tcp' }

test.for([
  ['80', [{ ...tcp, target: 80 }]],
  ['8080:80', [{ ...tcp, target: 80, published: '8080' }]],
  [
    '127.0.0.1:8080:80/udp',
    [{ ...tcp, host_ip: '127.0.0.1', target: 80, published: '8080', protocol: 'udp' }],
  ],
  ['127.0.0.1::80', [{ ...tcp, host_ip: '127.0.0.1', target: 80 }]],
  ['[::1]:8080:80', [{ ...tcp, host_ip: '::1', target: 80, published: '8080' }]],
  ['${ADDRESS}:${PORT}:443', [{ ...tcp, host_ip: '${ADDRESS}', target: 443, published: '${PORT}' }]],
  [
    '90-91:80-81',
    [
      { ...tcp, target: 80, published: '90' },
      { ...tcp, target: 81, published: '91' },
    ],
  ],
] as const)('port %s', ([text, expected]) => {
  expect(canonicalPort(textNode('f:1', text)).map(plain)).toEqual(expected)
})

const bind = { type: 'bind', bind: { create_host_path: true } }

test.for([
  ['./a:/b:ro', { ...bind, source: '/base/a', target: '/b', read_only: true }],
  ['../a:/b', { ...bind, source: '/a', target: '/b' }],
  ['${DIR}/a:/b', { ...bind, source: '${DIR}/a', target: '/b' }],
  ['~/a:/b', { ...bind, source: '~/a', target: '/b' }],
  [
    '/a:/b:rshared',
    { ...bind, source: '/a', target: '/b', bind: { create_host_path: true, propagation: 'rshared' } },
  ],
  ['a:/b', { type: 'volume', source: 'a', target: '/b', volume: {} }],
  ['/b', { type: 'volume', target: '/b', volume: {} }],
] as const)('volume %s', ([text, expected]) => {
  expect(plain(canonicalVolume(textNode('f:1', text), '/base'))).toEqual(expected)
})

test.for([
  ['512m', 536_870_912],
  ['1.5G', 1_610_612_736],
  ['10mb', 10_485_760],
  ['1024', 1024],
  [2048, 2048],
  ['much', undefined],
  [undefined, undefined],
] as const)('%s is %s bytes', ([text, bytes]) => {
  expect(bytesOf(text)).toBe(bytes)
})

test.for([
  ['90s', '1m30s'],
  ['1h', '1h0m0s'],
  ['500ms', '500ms'],
  ['1m', '1m0s'],
  ['soon', 'soon'],
])('%s is %s', ([text = '', expected]) => {
  expect(goDuration(text)).toBe(expected)
})

test.for([
  [`nginx -g 'daemon off;'`, ['nginx', '-g', 'daemon off;']],
  [`a "b \\"c\\"" d\\ e`, ['a', 'b "c"', 'd e']],
  [`a='b c'd ''`, ['a=b cd', '']],
] as const)('%s is split as a shell does', ([text, words]) => {
  expect(splitWords(text)).toEqual(words)
})
