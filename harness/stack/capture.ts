import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { attempt } from './command.ts'
import { type ComposeProject, compose, composePs } from './compose.ts'

/** Of each service: a claim may have let one write until its log was full. */
const mostLines = '2000'

/**
 * Writes what a failed stack can still tell (logs, inspect, networks, merged config) before it is taken down.
 * `mask` is applied to every text. A part that cannot be had is written down as such: it never throws.
 */
export async function capture(
  project: ComposeProject,
  folder: string,
  mask: (text: string) => string,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const save = async (name: string, text: string) => writeFile(join(folder, name), mask(text))
  const containers = await composePs(project).catch(() => [])
  await save('ps.json', JSON.stringify(containers, null, 2))
  await save(
    'compose.log',
    await said(compose(project, ['logs', '--no-color', '--timestamps', '--tail', mostLines])),
  )
  await save('config.json', await said(compose(project, ['config', '--format', 'json'])))
  await save('inspect.json', await said(attempt(['docker', 'inspect', ...containers.map((c) => c.id)])))
  const filter = ['--filter', `label=com.docker.compose.project=${project.project}`]
  const networks = await said(attempt(['docker', 'network', 'ls', '--quiet', ...filter]))
  const ids = networks.split('\n').filter((id) => id !== '')
  await save(
    'networks.json',
    ids.length === 0 ? '[]' : await said(attempt(['docker', 'network', 'inspect', ...ids])),
  )
}

async function said(running: Promise<{ stdout: string; stderr: string; exitCode: number }>): Promise<string> {
  const done = await running
  return done.exitCode === 0 ? done.stdout : `could not be had: exit code ${done.exitCode}\n${done.stderr}`
}
