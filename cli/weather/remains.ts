import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { command } from '../../harness/stack/command.ts'
import { cacheFolder, lockFolder } from '../../harness/stack/place.ts'

const formats = {
  container: '{{.Names}} {{.Labels}}',
  network: '{{.Name}} {{.Labels}}',
  volume: '{{.Name}} {{.Labels}}',
  image: '{{.Repository}}:{{.Tag}}',
}
/** What comes and goes while a stack is raised and taken down. */
const raised = ['container', 'network', 'volume'] as const

/**
 * All that bears the id of a run on this machine: containers, networks and volumes by any of their names and labels,
 * images by their name, processes by their words and environment, files of the cache. One line each; nobody tells it
 * where to look.
 */
export async function remainsOf(runId: string): Promise<string[]> {
  const looks = [heldByEngine(runId), listed('image', runId), running(runId), kept(runId)]
  return (await Promise.all(looks)).flat()
}

/** Containers, networks and volumes among them. */
export async function heldByEngine(runId: string): Promise<string[]> {
  return (await Promise.all(raised.map((kind) => listed(kind, runId)))).flat()
}

/** Lock files that a process has written. */
export async function locksOf(pid: number): Promise<string[]> {
  const locks = (await readdir(lockFolder).catch(() => [])).filter((file) => file.endsWith('.lock'))
  const texts = await Promise.all(
    locks.map((file) => readFile(join(lockFolder, file), 'utf8').catch(() => '')),
  )
  return locks.filter((_, index) => texts[index]?.includes(`"pid":${pid},`))
}

async function listed(kind: keyof typeof formats, runId: string): Promise<string[]> {
  const all = kind === 'container' ? ['--all'] : []
  const out = await command(['docker', kind, 'ls', ...all, '--format', formats[kind]])
  // Labels come in any order.
  const bearing = out.split('\n').filter((line) => line.includes(runId))
  return bearing.map((line) => `${kind} ${line.split(' ')[0]}`).sort()
}

async function running(runId: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
  const found = await Promise.all(pids.map((pid) => mentions(pid, runId)))
  return found.flat()
}

/** Containers have their own processes: only the clients of this machine are looked for. */
async function mentions(pid: string, runId: string): Promise<string[]> {
  const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
  const [words, environment] = await Promise.all([read('cmdline'), read('environ')])
  const isOurs = words.includes(`stackproof-${runId}`) || environment.includes(`STACKPROOF_RUN=${runId}`)
  return isOurs ? [`process ${pid} ${words.replaceAll('\0', ' ')}`] : []
}

async function kept(runId: string): Promise<string[]> {
  const listed = [lockFolder, cacheFolder('runs')].map((folder) => readdir(folder).catch(() => []))
  const files = (await Promise.all(listed)).flat()
  return files.filter((file) => file.startsWith(runId)).map((file) => `file ${file}`)
}
