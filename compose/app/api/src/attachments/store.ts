import { AwsV4Signer } from 'aws4fetch'
import { Agent, request } from 'undici'
import type { ObjectStoreSettings } from '../settings/settings.ts'

/** The bucket that holds what users attach, spoken to in plain S3. */
export type ObjectStore = {
  /** Throws unless the store admits us to the bucket. */
  ping: () => Promise<void>
  close: () => Promise<void>
}

const deadlineMs = 5_000

/** TLS with host name verification always; the authority is the private one alone. */
export function openObjectStore(settings: ObjectStoreSettings): ObjectStore {
  const dispatcher = new Agent({ connect: { ca: settings.ca, timeout: deadlineMs } })
  const bucket = `${settings.url}/${settings.bucket}`
  return {
    ping: async () => {
      const headers = await signed(settings, 'GET', `${bucket}?location=`)
      const options = { dispatcher, headers, signal: AbortSignal.timeout(deadlineMs) }
      const { statusCode, body } = await request(`${bucket}?location=`, options)
      await body.dump()
      if (statusCode !== 200) throw new Error(`object store: expected status 200, found ${statusCode}`)
    },
    close: () => dispatcher.close(),
  }
}

/** Headers of AWS Signature Version 4. */
async function signed({ user, key }: ObjectStoreSettings, method: string, url: string) {
  const options = { accessKeyId: user, secretAccessKey: key, service: 's3', region: 'us-east-1' }
  const { headers } = await new AwsV4Signer({ method, url, ...options }).sign()
  return Object.fromEntries(headers)
}
