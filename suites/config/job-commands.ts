import type { Service } from '../../harness/model/compose.ts'

/** What a service is started by, on one line. */
export function lineOf({ entrypoint, command }: Service): string {
  return [entrypoint ?? [], command ?? []].flat().join(' ').trim()
}

/** What is started to go on for ever is no job, whatever its name. */
export function loops(line: string): boolean {
  return /\bwhile\s+(:|true)|\bcrond?\b|supercronic/.test(line)
}

/** Programs that serve or work until they are stopped. */
export function serves(line: string): boolean {
  return /\b(gunicorn|uvicorn|hypercorn|daphne|uwsgi|puma|sidekiq|runserver|good_job\s+start|celery\b.{0,200}?\b(worker|beat)|rails\s+s(erver)?)\b/s.test(
    line,
  )
}

/** Whether all that a command line does is known to end. */
export function endsByItself(line: string): boolean {
  const script = line.replace(/^(\S{0,40}\/)?(ba|da|a)?sh\s+-\w{0,8}c\s+/, '').replace(/\d?>&\d/g, '')
  const steps = script
    .split(/[;&|\n]+/)
    .map((step) => step.trim().replace(/^((until|while\s+!|do|done|if|then|else|fi|!)(\s+|$))+/, ''))
    .filter((step) => step !== '')
  return steps.some((step) => works.test(step)) && steps.every((step) => works.test(step) || waits.test(step))
}

const runner = String.raw`(?:(?:uv|poetry|pipenv|pdm)\s+run\s+|bundle\s+exec\s+|npx\s+|pnpm\s+(?:exec\s+)?|yarn\s+)?`
const tasks = [
  String.raw`alembic\s+(?:-\S+\s+\S+\s+)*(?:up|down)grade\b`,
  String.raw`(?:flyway\s+)?(?:-\S+\s+)*migrate$`,
  String.raw`flyway\s.*\bmigrate\b`,
  String.raw`liquibase\s.*\bupdate\b`,
  String.raw`(?:python3?\s+)?(?:\./|/\S*/)?manage\.py\s+(?:migrate|collectstatic|compilemessages|loaddata)\b`,
  String.raw`(?:\./)?(?:bin/)?(?:rails|rake)\s+db:\w+`,
  String.raw`(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?(?:db:)?migrate(?::(?:deploy|up|latest|prod))?$`,
  String.raw`prisma\s+(?:migrate\s+deploy|db\s+(?:push|seed))\b`,
  String.raw`php\s+artisan\s+migrate\b`,
  String.raw`(?:/usr/bin/|/bin/)?(?:chown|chmod|mkdir|cp|mv|rm)\s`,
  String.raw`(?:/usr/bin/)?mc\s+(?:mb|policy|anonymous|admin\s+(?:user|policy)|ilm|version)\b`,
]
/** What does its work and is done. */
const works = new RegExp(`^${runner}(?:${tasks.join('|')})`, 's')
/** What stands between: it ends, and does nothing by itself. */
const waits =
  /^(echo|printf|cd|set|export|exit|sleep\s+\d|test|\[|true|pg_isready|nc|(\/usr\/bin\/)?mc\s+(alias|config|ready|ls)|wait-for\S*)\b|^\[/
