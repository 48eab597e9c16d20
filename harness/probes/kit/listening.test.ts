import { expect, test } from 'vitest'
import { listenersOf } from './listening.ts'

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1
   1: 0100007F:1F91 0100007F:0050 01 00000000:00000000 00:00000000 00000000     0        0 2`
const table6 = `  sl  local_address                         remote_address                        st
   0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A
   1: 6B637053000000000000000001000000:0016 00000000000000000000000000000000:0000 0A`

test('listening sockets are read, connected ones left out', () => {
  expect(listenersOf(table)).toEqual(['127.0.0.1:8080'])
})

test('an IPv6 address is read word by word in the order of the machine', () => {
  expect(listenersOf(table6)).toEqual(['[::]:443', '[5370:636b::1]:22'])
})
