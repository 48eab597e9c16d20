import { get } from 'node:http'

/** A container's health check: exit 0 when the URL answers 2xx within 3 s, else 1 with the reason on stderr. */
const url = process.argv[2]
if (!url) fail('healthcheck: expected a URL, found nothing')
else {
  const request = get(url, { signal: AbortSignal.timeout(3_000) }, ({ statusCode = 0 }) => {
    if (statusCode >= 200 && statusCode < 300) process.exit(0)
    fail(`${url}: expected 200 to 299, found ${statusCode}`)
  })
  request.on('error', (error) => fail(`${url}: expected an answer, found ${error.message}`))
}

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}
