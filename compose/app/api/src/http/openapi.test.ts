import { readFile } from 'node:fs/promises'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { describeApi } from '../../test/openapi.ts'

test('the description is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(await describeApi()))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
})

test('what is committed is what the routes say: npm run openapi', async () => {
  const committed = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8')
  expect(await describeApi()).toEqual(JSON.parse(committed))
})

type Described = {
  paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>>
}

test('every route says what it answers', async () => {
  const { paths } = (await describeApi()) as Described
  const silent = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, { content }]) =>
        content === undefined && status !== '204' ? [`${method} ${path} ${status}`] : [],
      ),
    ),
  )
  expect(Object.keys(paths).length).toBeGreaterThan(6)
  expect(silent).toEqual([])
})
