import { attempt } from '../../stack/command.ts'
import type { Check, Row, Start } from './contract.ts'
import { declaredDifferences } from './declared.ts'
import { openPlace, type Place } from './place.ts'

/** Seconds until a container must be ready, or must have ended by itself. */
const deadline = 60

/** Executes one row against an image; gives what was found otherwise than promised, nothing when all holds. */
export async function tryRow(image: string, row: Row): Promise<string[]> {
  await using place = await openPlace()
  const found = row.declares === undefined ? [] : await declaredDifferences(image, row.declares)
  for (const start of row.starts ?? []) {
    if (found.length === 0) found.push(...(await tryStart(place, image, start)))
  }
  return found
}

async function tryStart(place: Place, image: string, start: Start): Promise<string[]> {
  const id = await place.create(image, start)
  if (start.ready === undefined) return tryEnd(id, start)
  await attempt(['docker', 'start', id])
  const late = await waitUntilReady(id, start.ready)
  if (late !== undefined) return [late]
  const found = await Promise.all((start.checks ?? []).map((check) => tryCheck(id, check)))
  const stopped = await tryStop(id, start.stop)
  return [...found, stopped].filter((difference) => difference !== undefined)
}

async function tryEnd(id: string, { ends = { exitCode: 0 } }: Start): Promise<string[]> {
  const { exitCode, stdout, stderr } = await attempt(['docker', 'start', '--attach', id], { deadline })
  const printed = `${stdout}\n${stderr}`
  const codes =
    exitCode === ends.exitCode ? [] : [`exit code: expected ${ends.exitCode}, found ${exitCode}: ${printed}`]
  const wanted = ends.prints ?? ''
  return printed.includes(wanted) ? codes : [...codes, `output: expected ${wanted}, found ${printed}`]
}

async function waitUntilReady(id: string, ready: readonly string[]): Promise<string | undefined> {
  const end = Date.now() + deadline * 1000
  for (;;) {
    const { exitCode, stderr } = await attempt(['docker', 'exec', id, ...ready], { deadline })
    if (exitCode === 0) return undefined
    if (Date.now() < end && !stderr.includes('is not running')) continue
    const { stdout, stderr: said } = await attempt(['docker', 'logs', '--tail', '15', id])
    return `readiness: expected ${ready.join(' ')} to succeed within ${deadline} s, found ${stderr}\n${stdout}${said}`
  }
}

async function tryCheck(id: string, { run, prints }: Check): Promise<string | undefined> {
  const { stdout, stderr } = await attempt(['docker', 'exec', id, ...run], { deadline })
  const printed = stdout.trim()
  const holds = typeof prints === 'string' ? printed === prints : prints.test(printed)
  return holds ? undefined : `${run.join(' ')}: expected ${prints}, found ${printed || stderr}`
}

async function tryStop(id: string, stop: Start['stop']): Promise<string | undefined> {
  if (stop === undefined) {
    await attempt(['docker', 'kill', id])
    return undefined
  }
  await attempt(['docker', 'stop', '--time', '15', id])
  const { stdout } = await attempt(['docker', 'inspect', '--format', '{{.State.ExitCode}}', id])
  if (stdout === String(stop.exitCode)) return undefined
  return `exit code after the stop signal: expected ${stop.exitCode}, found ${stdout}`
}
