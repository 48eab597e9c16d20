import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { type ExpectedClaim, expectedClaims } from '../harness/claims/expected.ts'
import { type Registry, registerClaims } from '../harness/claims/registry.ts'
import { runRules, type StaticResult } from '../harness/claims/rules.ts'
import { readFiles } from '../harness/folder/files.ts'
import { type Folder, readFolder } from '../harness/folder/folder.ts'
import { tryLinter } from '../harness/linters/try-linter.ts'
import { silentConfig } from '../harness/model/silent-config.ts'
import { partsOf } from '../harness/stack/config-parts.ts'
import { UsageError } from '../harness/stack/failure.ts'
import { roles } from '../harness/stack/role.ts'
import { runFolder } from '../harness/stack/run-folder.ts'
import { whereIs } from '../harness/stack/where-is.ts'
import { withoutEngine } from '../harness/stack/without-engine.ts'
import type { ExitCode } from '../reports/record/run.ts'
import { catalogues } from '../suites/catalogues.ts'
import { inspectedRules } from '../suites/inspected.ts'
import { linted } from '../suites/linted.ts'
import { again } from './again.ts'
import type { Arguments } from './arguments.ts'
import { finish, outputOf } from './finish.ts'
import { calledPath, outOf, unknownNames } from './open-call.ts'
import { toleratedBy } from './tolerated.ts'
import { waiversOf } from './waivers-of.ts'

/** Reads a folder, tries every claim that its files can answer, prints the verdict and writes the run folder. */
export async function run(call: Arguments): Promise<ExitCode> {
  const startedAt = new Date()
  const tolerated = await toleratedBy(call.own)
  const waivers = waiversOf(call)
  const root = folderOf(call)
  const folder = readFolder(readFiles(root))
  if (folder.applications.length === 0) {
    throw new UsageError(
      `${root}: expected a Compose file in it or below, found none`,
      'name the folder that holds the Compose files of production',
    )
  }
  const registry = registerClaims(catalogues)
  const { statics, expected } = await tried(folder, registry, call)
  const id = randomBytes(4).toString('hex')
  const out = runFolder(outOf(call), startedAt, 'inspect', id)
  await mkdir(out, { recursive: true })
  return finish({
    run: { id, profile: 'inspect', folder: out, startedAt, phases: [] },
    target: {
      name: basename(root),
      kind: 'files',
      composeFiles: folder.applications.flatMap(({ files }) => files),
    },
    environment: withoutEngine(),
    judged: {
      registry,
      expected,
      recorded: [],
      statics,
      waivers,
      unavailable: {},
      standIns: [],
      today: startedAt.toISOString().slice(0, 10),
      problems: unread(folder),
      tolerated,
    },
    fidelity: [],
    stage: undefined,
    reproduce: again(call),
    output: outputOf(call),
  })
}

/**
 * What rules and linters saw, and the claims of those that had something to look at: a folder without crontabs promises
 * nothing of them.
 */
async function tried(
  folder: Folder,
  registry: Registry,
  call: Arguments,
): Promise<{ statics: StaticResult[]; expected: ExpectedClaim[] }> {
  const expected = expectedOf(folder, registry, call)
  const wanted = new Set(expected.map(({ claim }) => claim))
  // They run beside the rules, which keep one core busy.
  const linting = Promise.all(
    linted
      .filter(({ claim }) => wanted.has(claim))
      .map((one) => tryLinter({ ...one, folder, program: whereIs(one.linter.program) })),
  )
  const ruled = runRules(
    inspectedRules.filter(({ claim }) => wanted.has(claim)),
    folder,
  ).filter(({ examined, error }) => examined > 0 || error !== undefined)
  const statics = [...ruled, ...(await linting).filter((one) => one !== undefined)]
  const looked = new Set(statics.map(({ claim }) => claim))
  return { statics, expected: expected.filter(({ claim }) => looked.has(claim)) }
}

function expectedOf(folder: Folder, registry: Registry, call: Arguments): ExpectedClaim[] {
  const expectation = expectedClaims({
    registry,
    profile: 'inspect',
    roles: roles.filter((role) =>
      folder.applications.some(({ model }) => model.services[role] !== undefined),
    ),
    parts: partsOf(silentConfig({})),
    ...(call.only.length > 0 && { only: call.only }),
  })
  if (expectation.kind === 'unknown-names') throw unknownNames(expectation.names)
  return expectation.claims
}

function folderOf(call: Arguments): string {
  const root = calledPath(call.operand ?? '.')
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory()) return root
  throw new UsageError(`${root}: expected a folder, found none`, 'name a folder that holds Compose files')
}

/** What could not be read is not known to be well. */
function unread({ applications, files }: Folder): string[] {
  const problems = applications.flatMap((one) => one.problems)
  return [...problems.map(({ file, line, message }) => `${file}:${line}: ${message}`), ...files.left]
}
