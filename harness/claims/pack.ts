import { crc32, deflateRawSync } from 'node:zlib'

/** A zip of one file as a streaming writer leaves it: sizes stand in the central directory alone. */
export function zipOf(name: string, content: Buffer, method: 'stored' | 'deflated' = 'deflated'): Buffer {
  const packed = method === 'stored' ? content : deflateRawSync(content)
  const code = method === 'stored' ? 0 : 8
  const local = fields([4, 0x04034b50], [2, 20], [2, 8], [2, code], [8, 0], [8, 0], [2, name.length], [2, 0])
  const sizes: Field[] = [
    [4, crc32(content)],
    [4, packed.length],
    [4, content.length],
  ]
  const rest: Field[] = [
    [2, name.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, 0],
  ]
  const entry = fields([4, 0x02014b50], [2, 20], [2, 20], [2, 8], [2, code], [4, 0], ...sizes, ...rest)
  const body = Buffer.concat([local, Buffer.from(name), packed])
  const directory = Buffer.concat([entry, Buffer.from(name)])
  const end = fields([4, 0x06054b50], [4, 0], [2, 1], [2, 1], [4, directory.length], [4, body.length], [2, 0])
  return Buffer.concat([body, directory, end])
}

/** A ustar archive of one file. */
export function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('ustar\0', 257)
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512)
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)])
}

type Field = [bytes: number, value: number]

function fields(...all: Field[]): Buffer {
  return Buffer.concat(
    all.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes)
      field.writeUIntLE(value, 0, Math.min(bytes, 6))
      return field
    }),
  )
}
