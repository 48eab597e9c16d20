import { basename } from 'node:path/posix'
import type { Command, Statement } from 'unbash'
import { commandsOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'

/**
 * What a script ends in: its last command, or of a last block that nowhere hands over the one that stays. Undefined
 * where that is not told by its last lines.
 */
export function endOf(script: Script): ShellCommand | undefined {
  const last = new Set(endsOf(script.tree.commands.at(-1)).map(({ pos }) => pos))
  const ends = commandsOf(script).filter(({ node }) => last.has(node.pos))
  return ends.find(({ name }) => name === 'exec') ?? ends.find(({ words }) => stays(words)) ?? ends.at(-1)
}

/** The last command of each way through a statement. */
function endsOf(statement: Statement | undefined): Command[] {
  if (statement === undefined || statement.background === true) return []
  const { command } = statement
  if (command.type === 'Command') return [command]
  if (command.type === 'AndOr') return endOfList(command)
  if (command.type === 'Case') return command.items.flatMap(({ body }) => endsOf(body.commands.at(-1)))
  if (command.type !== 'If') return []
  const branches = [command.then, ...command.elif.map(({ then }) => then), command.else]
  return branches.flatMap((one) => endsOf(one?.commands.at(-1)))
}

/** Of `a && b` what comes last; what `||` leads to may be an excuse. */
function endOfList({ commands, operators }: Extract<Statement['command'], { type: 'AndOr' }>): Command[] {
  const last = commands.at(-1)
  return last?.type === 'Command' && operators.every((one) => one === '&&') ? [last] : []
}

const servers =
  /^(node|npm|yarn|pnpm|gunicorn|uvicorn|hypercorn|daphne|puma|unicorn|java|php-fpm[\d.]*|nginx|supervisord|celery|caddy|redis-server)$/

/** Commands that run as long as the container: what it was given, and servers by their names. */
export function stays(words: readonly string[]): boolean {
  const [name = '', ...rest] = withoutRunner(words)
  if (name === '$@' || name === '$*') return true
  if (basename(name) === 'php') return basename(rest[0] ?? '') === 'artisan' && rest[1] === 'serve'
  if (!servers.test(basename(name))) return false
  return (
    !/^(run (migrate|build|seed)|ci|install|-t$|-v$)/.test(rest.join(' ')) &&
    !rest.some((word) => /migrat|seed|build/.test(word))
  )
}

/** What `python -m`, `bundle exec` and the like run. */
function withoutRunner(words: readonly string[]): readonly string[] {
  const runner = /^(python[\d.]* -m|bundle exec|poetry run|pipenv run|uv run)$/
  return runner.test(`${basename(words[0] ?? '')} ${words[1] ?? ''}`) ? words.slice(2) : words
}
