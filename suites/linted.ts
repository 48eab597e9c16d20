import { actionlint } from '../harness/linters/actionlint.ts'
import { gitleaks } from '../harness/linters/gitleaks.ts'
import { hadolint } from '../harness/linters/hadolint.ts'
import type { Linter } from '../harness/linters/linter.ts'
import { shellcheck } from '../harness/linters/shellcheck.ts'
import { zizmor } from '../harness/linters/zizmor.ts'

/** What well-kept programs find already, each under a claim of its own. */
export const linted: readonly { claim: string; linter: Linter }[] = [
  { claim: 'REL-08', linter: shellcheck },
  { claim: 'REL-09', linter: actionlint },
  { claim: 'SUP-10', linter: hadolint },
  { claim: 'SUP-11', linter: zizmor },
  { claim: 'SUP-12', linter: gitleaks },
]
