import { composeCall } from '../../harness/folder/compose-call.ts'
import { bareWords } from '../../harness/folder/programs.ts'

/** Programs that do nothing but check. */
const programs =
  /^(pytest|jest|vitest|mocha|playwright|cypress|eslint|stylelint|mypy|pyright|flake8|pylint|phpunit|pest|phpstan|rspec|rubocop|tox|nox|trivy|grype|gitleaks|semgrep|bandit|pip-audit|golangci-lint|shellcheck|hadolint|actionlint|super-linter)$/
/** Programs that run what their words name. */
const runners =
  /^(npm|pnpm|yarn|bun|deno|make|just|task|rake|rails|mix|gradlew?|mvnw?|composer|go|cargo|dotnet|artisan|manage\.py|console|prisma|knex|sequelize|sequelize-cli|typeorm|drizzle-kit|mikro-orm|snyk|turbo|nx|lerna|ng|flask|helm|ct|molecule)$/
/** Programs that run another, whose words begin after these. */
const wrappers =
  /^(npx|pnpx|bunx|xvfb-run|cross-env|dotenv|doppler|run|exec|dlx|x|poetry|uv|pipenv|pdm|hatch|rye|bundle|php|python[\d.]*|ruby|node|sh|bash|dash)$/
/** Names of checks, among the parts of the name of a script or a target. */
const named =
  /(^|[:_.-])(tests?|lint|audit|scan|type-?check|check-types|e2e|verify|smoke|migrate|migrations?)([:_.-]|$)/i
/** What a check is asked for when it is not to check. */
const asides = /^(install|version|help|cache|list|init|codegen|open|serve|show-report|merge-reports)$/
/** What has such a word in its name and checks nothing. */
const other =
  /(^|[:_.-])(version|help|reports?|upload|clean|cleanup|teardown|setup|prepare|install|down|rollback|undo|status|resolve|reset|summary|fix|deps|seed|build|start|stop|logs?|create|drop|generate|list|format|diff|make|init|coverage|data|env|cache|results?|up|add|require|update|rm|remove|publish)([:_.-]|$)/i

/** Whether a command checks something by itself: by its program, or by the script or target that it runs. */
export function isCheck(words: readonly string[]): boolean {
  const own = innermost(words, 0)
  const program = nameOf(own[0] ?? '')
  const operands = own.slice(1).filter((word) => !/^[-$]/.test(word))
  if (own.some((word) => /^(--version|--help|-V|--download-db-only)$/.test(word))) return false
  if (programs.test(program)) return !asides.test(operands[0] ?? '')
  if (runners.test(program)) return namesCheck(operands.slice(0, 3))
  return (
    !other.test(program) &&
    !/^(test|\[+)$/.test(own[0] ?? '') &&
    /^[\w./-]+$/.test(own[0] ?? '') &&
    named.test(program)
  )
}

function namesCheck(operands: readonly string[]): boolean {
  return operands.some((word) => named.test(word)) && !operands.some((word) => other.test(word))
}

/** What an action of a step checks, by its name; those that only carry results do not. */
export function isCheckAction(uses: string): boolean {
  return (
    /(^|[/_-])(tests?|lint|linter|audit|scan|e2e|smoke|pytest|jest|vitest|playwright|cypress|trivy|gitleaks|semgrep)([/_@-]|$)/i.test(
      uses,
    ) &&
    !/upload|download|report|publish|comment|summary|coverage|badge|setup|cache|install|results?/i.test(uses)
  )
}

/** A name that says that the step is a check, and nothing else. */
export function isCheckName(name: string): boolean {
  return /^(run |execute )?(the )?((unit|integration|e2e|end-to-end|smoke|api|backend|frontend|acceptance|security|database|db|prisma) )*(tests?|lint|linter|linting|type[ -]?check|audit|scan|migrations?)$/i.test(
    name.trim(),
  )
}

function nameOf(program: string): string {
  return (program.split('/').at(-1) ?? '').replace(/\.(sh|bash|py|js|mjs|ts)$/, (all) =>
    program.endsWith('manage.py') ? all : '',
  )
}

/** Without what only starts another program: runners of packages, interpreters, containers of Compose. */
function innermost(written: readonly string[], depth: number): string[] {
  const words = bareWords(written)
  const call = composeCall(words)
  if (call && /^(run|exec)$/.test(call.verb) && depth < 5) return innermost(call.rest, depth + 1)
  if (call)
    return call.verb === 'up' && words.some((one) => /^--exit-code-from/.test(one)) ? ['test-run'] : []
  const [first = '', ...rest] = words
  const isManager = /^(npm|pnpm|yarn|bun|go)$/.test(first) && /^(exec|dlx|x)$/.test(rest[0] ?? '')
  if (depth > 4 || !(wrappers.test(nameOf(first)) || isManager)) return words
  const skip = rest.findIndex((word) => !/^-|^(run|exec|dlx|x)$|^\w+=/.test(word))
  return skip < 0 ? words : innermost(rest.slice(skip), depth + 1)
}
