import { connect } from 'node:net'
import type { AntivirusSettings } from '../settings/settings.ts'

/** The scanner, spoken to in clamd's own protocol. */
export type Antivirus = {
  /** Throws unless it answers. */
  ping: () => Promise<void>
  /** The name of what was found, undefined when nothing was. Throws when no verdict was given: that is not clean. */
  scan: (content: Buffer) => Promise<string | undefined>
}

/** To be reached: a name that nobody has any more takes the resolver ten seconds. */
const connectMs = 2_000
const pingMs = 2_000
/** A scan waits while the scanner loads a new set of signatures. */
const scanMs = 20_000

export function openAntivirus(settings: AntivirusSettings): Antivirus {
  return {
    ping: async () => {
      const answer = await ask(settings, [Buffer.from('zPING\0')], pingMs)
      if (answer !== 'PONG') throw new Error(`antivirus: expected PONG, found ${answer || 'nothing'}`)
    },
    scan: async (content) => {
      const answer = await ask(settings, stream(content), scanMs)
      if (answer === 'stream: OK') return undefined
      const found = /^stream: (.+) FOUND$/.exec(answer)?.[1]
      if (found === undefined) throw new Error(`antivirus: expected a verdict, found ${answer || 'nothing'}`)
      return found
    },
  }
}

/** INSTREAM: each piece with its length before it, and a length of nothing at the end. */
function stream(content: Buffer): Buffer[] {
  return [Buffer.from('zINSTREAM\0'), lengthOf(content), content, lengthOf(Buffer.alloc(0))]
}

function lengthOf(content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return length
}

/** Sends the pieces over a connection of their own and gives what comes back until it ends, without the closing NUL. */
function ask({ host, port }: AntivirusSettings, pieces: Buffer[], deadlineMs: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connect({ host, port })
  const heard: Buffer[] = []
  const end = (within: number) =>
    setTimeout(
      () => socket.destroy(new Error(`antivirus: expected an answer within ${within} ms, found none`)),
      within,
    )
  let timer = end(connectMs)
  socket.on('connect', () => {
    clearTimeout(timer)
    timer = end(deadlineMs)
  })
  for (const piece of pieces) socket.write(piece)
  socket.on('data', (data) => heard.push(data))
  socket.on('error', reject)
  socket.on('close', () => {
    clearTimeout(timer)
    resolve(Buffer.concat(heard).toString('utf8').replace(/\0$/, ''))
  })
  return promise
}
