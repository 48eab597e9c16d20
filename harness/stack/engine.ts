import { attempt, command, lastLines } from './command.ts'
import { EnvironmentError } from './failure.ts'

/** Seconds: a daemon that lives answers in 0.1. */
const answerDeadline = 10

/** @throws EnvironmentError when no Docker daemon answers where the client looks for one. */
export async function requireEngine(): Promise<void> {
  const asked = await attempt(['docker', 'version', '--format', '{{.Server.Version}}'], {
    deadline: answerDeadline,
  })
  if (asked.exitCode === 0) return
  const place = process.env.DOCKER_HOST ? `DOCKER_HOST ${process.env.DOCKER_HOST}` : 'Docker'
  throw new EnvironmentError(
    `${place}: expected a daemon that answers, found none: ${lastLines(asked.stderr, 1)}`,
    'start it, or let DOCKER_HOST name one that runs; see ./stackproof doctor',
  )
}

/** Where the client finds its engine, e.g. `unix:///var/run/docker.sock`: DOCKER_HOST, or the present context's. */
export async function engineHost(): Promise<string> {
  const { DOCKER_HOST: host } = process.env
  if (host) return host
  const format = '{{.Endpoints.docker.Host}}'
  return (await command(['docker', 'context', 'inspect', '--format', format], { deadline: 30 })).trim()
}
