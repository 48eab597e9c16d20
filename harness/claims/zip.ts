import { createInflateRaw } from 'node:zlib'
import { through } from './through.ts'

/** Bytes that can be read at any place: a file or a buffer. */
export type RandomBytes = { size: number; read: (start: number, length: number) => Promise<Buffer> }

export type ArchiveEntry = { path: string; content: AsyncIterable<Uint8Array> }

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
/** End record (22 bytes) and the longest comment that may follow it. */
const longestEnd = 22 + 0xffff
const zip64Marker = 0xffffffff
const methods = { stored: 0, deflated: 8 }
const chunkBytes = 64 * 1024

/**
 * The files of a zip by its central directory (sizes in local headers may be absent).
 * Throws on zip64, encryption and methods other than stored and deflated.
 */
export async function* zipEntries(zip: RandomBytes): AsyncGenerator<ArchiveEntry> {
  const directory = await centralDirectory(zip)
  let at = 0
  while (at < directory.length) {
    const entry = entryAt(directory, at)
    yield { path: entry.path, content: contentOf(zip, entry) }
    at = entry.next
  }
}

async function centralDirectory(zip: RandomBytes): Promise<Buffer> {
  const length = Math.min(zip.size, longestEnd)
  const tail = await zip.read(zip.size - length, length)
  const signature = Buffer.alloc(4)
  signature.writeUInt32LE(endSignature)
  const end = tail.lastIndexOf(signature)
  if (end < 0 || end + 22 > tail.length) throw new Error('zip: expected an end record, found none')
  const size = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (start === zip64Marker || size === zip64Marker)
    throw new Error('zip: expected sizes below 4 GiB, found zip64')
  return zip.read(start, size)
}

type Entry = { path: string; method: number; size: number; local: number; next: number }

function entryAt(directory: Buffer, at: number): Entry {
  if (directory.readUInt32LE(at) !== entrySignature)
    throw new Error(`zip: expected an entry at ${at}, found none`)
  if (directory.readUInt16LE(at + 8) & 1)
    throw new Error('zip: expected plain entries, found an encrypted one')
  const nameLength = directory.readUInt16LE(at + 28)
  const rest = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  return {
    path: directory.toString('utf8', at + 46, at + 46 + nameLength),
    method: directory.readUInt16LE(at + 10),
    size: directory.readUInt32LE(at + 20),
    local: directory.readUInt32LE(at + 42),
    next: at + 46 + nameLength + rest,
  }
}

async function* contentOf(zip: RandomBytes, entry: Entry): AsyncGenerator<Uint8Array> {
  const header = await zip.read(entry.local, 30)
  if (header.readUInt32LE(0) !== localSignature)
    throw new Error(`zip: expected a local header of ${entry.path}`)
  const start = entry.local + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = slices(zip, start, entry.size)
  if (entry.method === methods.stored) yield* packed
  else if (entry.method === methods.deflated) yield* through(packed, createInflateRaw())
  else throw new Error(`zip: expected ${entry.path} stored or deflated, found method ${entry.method}`)
}

async function* slices(zip: RandomBytes, start: number, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; at += chunkBytes)
    yield await zip.read(start + at, Math.min(chunkBytes, size - at))
}
