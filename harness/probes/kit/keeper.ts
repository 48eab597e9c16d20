import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Peer, peerOver } from './peer.ts'

/** Where `keep.ts` listens: in the container's own memory. */
export const keeperSocket = '/tmp/keeper.sock'

const startMs = 10_000

let keeper: Promise<Peer> | undefined

/** The keeper of this container. It is the first process here, and may still be on its way. */
export function openKeeper(): Promise<Peer> {
  keeper ??= open(performance.now() + startMs)
  return keeper
}

async function open(deadline: number): Promise<Peer> {
  for (;;) {
    const socket = connect(keeperSocket)
    const failed = await new Promise<Error | undefined>((settle) => {
      socket.once('connect', () => settle(undefined))
      socket.once('error', settle)
    })
    if (failed === undefined) {
      const peer = peerOver(socket, socket)
      socket.on('close', () => peer.end('the keeper of namespaces ended'))
      return peer
    }
    if (performance.now() > deadline) throw failed
    await pause(20)
  }
}
