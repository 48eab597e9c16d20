import { createHash } from 'node:crypto'
import { AwsV4Signer } from 'aws4fetch'
import { Agent, request } from 'undici'
import type { ObjectStoreSettings } from '../settings/settings.ts'

/** The bucket that holds what users attach, spoken to in plain S3. All throw unless the store does as asked. */
export type ObjectStore = {
  /** Whether the store admits us to the bucket. */
  ping: () => Promise<void>
  /** Keys are of letters, digits, `-` and `/`. */
  put: (key: string, content: Buffer) => Promise<void>
  get: (key: string) => Promise<Buffer>
  /** One that is not there is removed as well. */
  remove: (key: string) => Promise<void>
  close: () => Promise<void>
}

const deadlineMs = 5_000

type Call = { method: 'GET' | 'PUT' | 'DELETE'; path: string; content?: Buffer }

/** TLS with host name verification always; the authority is the private one alone. */
export function openObjectStore(settings: ObjectStoreSettings): ObjectStore {
  const dispatcher = new Agent({ connect: { ca: settings.ca, timeout: deadlineMs } })
  const send = async ({ method, path, content }: Call): Promise<Buffer> => {
    const url = `${settings.url}/${settings.bucket}${path}`
    const { statusCode, body } = await request(url, {
      dispatcher,
      method,
      headers: await signed(settings, { method, url, content }),
      body: content ?? null,
      signal: AbortSignal.timeout(deadlineMs),
    })
    const answer = Buffer.from(await body.arrayBuffer())
    const expected = method === 'DELETE' ? 204 : 200
    if (statusCode !== expected)
      throw new Error(`object store: expected status ${expected}, found ${statusCode}`)
    return answer
  }
  return {
    ping: async () => void (await send({ method: 'GET', path: '?location=' })),
    put: async (key, content) => void (await send({ method: 'PUT', path: `/${key}`, content })),
    get: (key) => send({ method: 'GET', path: `/${key}` }),
    remove: async (key) => void (await send({ method: 'DELETE', path: `/${key}` })),
    close: () => dispatcher.close(),
  }
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Headers of AWS Signature Version 4; the content is signed with them, so a store refuses what changed on the way. */
async function signed(
  { user, key }: ObjectStoreSettings,
  { method, url, content = Buffer.alloc(0) }: { method: string; url: string; content?: Buffer | undefined },
) {
  const options = { accessKeyId: user, secretAccessKey: key, service: 's3', region: 'us-east-1' }
  const hash = { 'x-amz-content-sha256': sha256(content) }
  const { headers } = await new AwsV4Signer({ method, url, headers: hash, ...options }).sign()
  return Object.fromEntries(headers)
}
