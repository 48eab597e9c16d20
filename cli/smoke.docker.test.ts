import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { selfSigned } from '../harness/probes/kit/certificate.ts'
import { owned } from '../harness/stack/sweep.ts'
import type { Run } from '../reports/record/run.ts'
import { entry, run } from '../reports/render/sample-run.ts'
import { startCall } from './weather/call.ts'

const docs = new URL('../docs/deployment/', import.meta.url)

/** Runs every `sh run` block of the docs, a file after another; gives the log-in for the smoke test that they make. */
async function doAsWritten(env: Record<string, string>): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'stackproof-docs-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const names = (await readdir(docs)).filter((name) => name.endsWith('.md')).sort()
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, docs), 'utf8')))
  const blocks = texts.flatMap((text) =>
    [...text.matchAll(/^```sh run\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block),
  )
  expect(blocks.length).toBeGreaterThan(1)
  for (const block of blocks) await execa('bash', ['-euo', 'pipefail', '-c', block], { cwd: folder, env })
  return {
    STACKPROOF_SMOKE_EMAIL: 'smoke@pazpaz.health',
    STACKPROOF_SMOKE_PASSWORD_FILE: join(folder, 'smoke-password'),
  }
}

/** The record that a call has left. */
async function recordOf(out: string): Promise<Run> {
  const [folder = ''] = await readdir(out)
  return JSON.parse(await readFile(join(out, folder, 'run.json'), 'utf8'))
}

test('a deploy of our own passes by the procedures of the docs, within a minute, and nothing is left', async () => {
  await using up = await startCall(['up'])
  const { exitCode, stdout } = await up.ended
  expect(exitCode).toBe(0)
  const said = (line: string) => new RegExp(`^${line}\\s+(\\S+)`, 'm').exec(stdout)?.[1] ?? ''
  const port = (line: string) => new URL(said(line)).port
  try {
    const ports = ['--https-port', port('HTTPS'), '--http-port', port('HTTP')]
    const ca = join(said('secrets'), 'tls', 'ca.crt')
    const words = ['smoke', 'https://pazpaz.test', '--address', '127.0.0.1', ...ports, '--ca', ca]
    const project = /--project-name (\S+)/.exec(stdout)?.[1] ?? ''
    const logIn = await doAsWritten({ PROJECT: project })
    const env: Record<string, string> = {
      ...logIn,
      PAZPAZ_SINK_API: said('mail'),
      PAZPAZ_SINK_DOMAIN: 'example.test',
    }
    await using call = await startCall(words, env)
    const ended = await call.ended
    const record = await recordOf(call.out)
    expect(record.claims.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
    expect(record.claims.length).toBeGreaterThan(6)
    const pictures = record.claims.flatMap(({ attachments = [] }) => attachments.map(({ path }) => path))
    expect(pictures.map((path) => basename(path))).toEqual(
      ['desktop-day', 'phone-day', 'phone-leave'].map((name) => `APP-14-${name}.png`),
    )
    expect(record.claims.every(({ vantage }) => vantage === 'live')).toBe(true)
    expect(record.target).toMatchObject({ kind: 'live', url: 'https://pazpaz.test/' })
    expect(ended).toMatchObject({ exitCode: 0 })
    const password = 'PGPASSWORD=$(cat /run/secrets/db_superuser_password)'
    const counting = `${password} psql -w -U postgres -d pazpaz -Atc 'SELECT count(*) FROM clients'`
    const inDatabase = ['compose', '--project-name', project, 'exec', '-T', 'db', 'sh', '-c']
    const left = await execa('docker', [...inDatabase, counting], { stdin: 'ignore' })
    expect(left.stdout).toBe('0')
    const adding = `docker compose --project-name ${project} exec -T api node dist/manage.js add-account`
    const file = env.STACKPROOF_SMOKE_PASSWORD_FILE ?? ''
    await execa('bash', ['-c', `${adding} somebody@pazpaz.health Somebody <"$FILE"`], { env: { FILE: file } })
    // Their workspace is not nobody's: nothing of a day is written there.
    const theirs = { ...env, STACKPROOF_SMOKE_EMAIL: 'somebody@pazpaz.health' }
    await using other = await startCall([...words, '--only', 'APP-14'], theirs)
    const told = (await other.ended).stdout
    expect(told).toMatch(/status of removing what was left\s+expected 204\s+found\s+403/)
    const { claims } = await recordOf(other.out)
    expect(claims.flatMap(({ attachments = [] }) => attachments)).toEqual([])
    const steps = claims.flatMap((one) => one.observations.map(({ property }) => property))
    expect(steps).toContain('press Log in')
    expect(steps).not.toContain('press Add client')
  } finally {
    await using down = await startCall(['down'])
    expect((await down.ended).exitCode).toBe(0)
  }
  expect((await owned()).filter(({ run }) => up.runs().includes(run))).toEqual([])
})

test('what passed in an earlier run and fails here is a drift; few requests are sent', async () => {
  const certificate = await selfSigned()
  let requests = 0
  // It answers like the application, but for every header that it promises.
  const server = createServer(certificate, (_, response) => {
    requests += 1
    response.end('<title>PazPaz</title>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const folder = await mkdtemp(join(tmpdir(), 'stackproof-drift-'))
  try {
    const { port } = server.address() as AddressInfo
    const [ca, before] = [join(folder, 'ca.crt'), join(folder, 'run.json')]
    await writeFile(ca, certificate.cert)
    await writeFile(before, JSON.stringify(run({ claims: [entry({ id: 'EDGE-04' })] })))
    const place = ['--address', '127.0.0.1', '--https-port', String(port), '--ca', ca]
    await using call = await startCall(
      ['smoke', 'https://control.stackproof', ...place, '--only', 'EDGE-04,EDGE-10', '--against', before],
      // No daemon is needed, and none is asked.
      { DOCKER_HOST: 'unix:///nobody/listens' },
    )
    const ended = await call.ended
    expect(ended.exitCode).toBe(1)
    const record = await recordOf(call.out)
    expect(record.claims.map(({ id, verdict, reason }) => ({ id, verdict, reason }))).toContainEqual({
      id: 'EDGE-04',
      verdict: 'fail',
      reason: 'drift: it passed in gate r1 (ephemeral)',
    })
    expect(ended.stdout).toContain('drift: it passed in gate r1')
    expect(requests).toBeLessThan(60)
  } finally {
    server.closeAllConnections()
    server.close()
    await rm(folder, { recursive: true, force: true })
  }
})
