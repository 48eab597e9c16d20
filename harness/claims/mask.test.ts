import { expect, test } from 'vitest'
import { createMask } from './mask.ts'

const value = 'pä/ss+w"o<r>d&1'
const mask = createMask([{ name: 'db_password', value: `${value}\n` }])
const base64 = (text: string): string => Buffer.from(text).toString('base64')

const forms: [string, string][] = [
  ['raw', value],
  ['base64', base64(value)],
  ['base64, one byte before', base64(`x${value}`)],
  ['base64, two bytes before', base64(`xy${value}z`)],
  ['base64url', Buffer.from(value).toString('base64url')],
  ['basic authorisation', base64(`user:${value}`)],
  ['URL-encoded', encodeURIComponent(value)],
  ['URL-encoded in lower case', encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase())],
  ['a form field', new URLSearchParams({ p: value }).toString()],
  ['JSON', JSON.stringify(value)],
  ['JSON in JSON', JSON.stringify(JSON.stringify(value))],
  [
    'JSON as Go writes it',
    JSON.stringify(value).replace('<', '\\u003c').replace('>', '\\u003e').replace('&', '\\u0026'),
  ],
]

test.for(forms)('%s', ([, text]) => {
  expect(mask.text(`before ${text} after`)).toMatch(/^before .*«masked:db_password».* after$/)
})

test('strings and keys of a value, nothing else', () => {
  const masked = mask.json({ list: [`a ${value}`, 7, null, true], [value]: 'key' })
  expect(masked).toEqual({ list: ['a «masked:db_password»', 7, null, true], '«masked:db_password»': 'key' })
})

test('a value within another is named by the longer', () => {
  const two = createMask([
    { name: 'short', value: 'secret-12' },
    { name: 'long', value: 'secret-123456' },
  ])
  expect(two.text('secret-123456 secret-12')).toBe('«masked:long» «masked:short»')
})

test('the lines of a key, one by one', () => {
  const lines = [
    '-----BEGIN PRIVATE KEY-----',
    'MIGHAgEAMBMGByqGSM49AgEG',
    'CCqGSM49AwEHBG0wawIBAQQg',
    '-----END PRIVATE KEY-----',
  ]
  const key = createMask([{ name: 'edge.key', value: lines.join('\n') }])
  expect(key.text(`log: ${lines[2]}`)).toBe('log: «masked:edge.key»')
  expect(key.text(lines[0] ?? '')).toBe(lines[0])
})

test('a value below 8 characters and no secret at all change nothing', () => {
  expect(createMask([{ name: 'short', value: 'redis' }]).text('redis is up')).toBe('redis is up')
  expect(createMask([]).text('all clear')).toBe('all clear')
})
