import { createGunzip } from 'node:zlib'
import { through } from './through.ts'
import { type ArchiveEntry, type RandomBytes, zipEntries } from './zip.ts'

export type ArchiveKind = 'gzip' | 'zip' | 'tar'
export type { ArchiveEntry, RandomBytes }

/** Bytes at a file's beginning that tell its kind: the tar magic ends at 262. */
export const magicBytes = 512
const tarBlock = 512

/** What the first bytes say; the name of a file is not trusted. */
export function archiveKind(head: Buffer): ArchiveKind | undefined {
  if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  if (head.length >= 4 && ['PK\u0003\u0004', 'PK\u0005\u0006'].includes(head.toString('latin1', 0, 4)))
    return 'zip'
  if (head.length >= 262 && head.toString('latin1', 257, 262) === 'ustar') return 'tar'
  return undefined
}

/** The files inside; each content must be read to its end before the next is asked for. */
export async function* archiveEntries(kind: ArchiveKind, bytes: RandomBytes): AsyncGenerator<ArchiveEntry> {
  if (kind === 'zip') yield* zipEntries(bytes)
  else if (kind === 'tar') yield* tarEntries(bytes)
  else yield { path: 'content', content: through(slices(bytes, 0, bytes.size), createGunzip()) }
}

async function* tarEntries(tar: RandomBytes): AsyncGenerator<ArchiveEntry> {
  let at = 0
  while (at + tarBlock <= tar.size) {
    const header = await tar.read(at, tarBlock)
    if (header.every((byte) => byte === 0)) return
    const size = tarSize(header)
    const start = at + tarBlock
    if (start + size > tar.size)
      throw new Error(`tar: expected ${size} bytes of content, found ${tar.size - start}`)
    yield { path: tarPath(header), content: slices(tar, start, size) }
    at = start + Math.ceil(size / tarBlock) * tarBlock
  }
}

function tarPath(header: Buffer): string {
  return header.toString('utf8', 0, 100).replace(/\0.*$/s, '')
}

/** Octal text, or base 256 when the first bit is set (GNU, files above 8 GiB). */
function tarSize(header: Buffer): number {
  const field = header.subarray(124, 136)
  if ((field[0] ?? 0) & 0x80) return Number(BigInt(`0x${field.subarray(1).toString('hex')}`))
  const text = field.toString('latin1').replace(/\0.*$/s, '').trim()
  if (!/^[0-7]+$/.test(text)) throw new Error(`tar: expected an octal size, found "${text}"`)
  return Number.parseInt(text, 8)
}

async function* slices(bytes: RandomBytes, start: number, size: number): AsyncGenerator<Buffer> {
  const step = 256 * 1024
  for (let at = 0; at < size; at += step) yield await bytes.read(start + at, Math.min(step, size - at))
}
