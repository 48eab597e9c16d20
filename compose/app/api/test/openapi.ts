import swagger from '@fastify/swagger'
import { pino } from 'pino'
import { addRoutes } from '../src/http/app.ts'
import { createApp, type Services } from '../src/http/services.ts'

/** Every route with its schemas, as OpenAPI 3.1. The routes are described and never called. */
export async function describeApi(): Promise<Record<string, unknown>> {
  const app = createApp(pino({ level: 'silent' }))
  const info = { title: 'PazPaz API', version: '1', description: 'Made from the schemas of the routes.' }
  await app.register(swagger, { openapi: { openapi: '3.1.0', info } })
  addRoutes(app, {} as Services)
  await app.ready()
  return JSON.parse(JSON.stringify(app.swagger()))
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await describeApi(), null, 2)}\n`)
