import type { ClaimSpec } from '../harness/claims/catalogue.ts'
import type { Finding, Rule } from '../harness/claims/rule.ts'
import { filesOf } from '../harness/folder/files.ts'
import { type Folder, readFolder } from '../harness/folder/folder.ts'
import type { StackModel } from '../harness/model/model.ts'
import { catalogues } from './catalogues.ts'
import { folderRules } from './folder-rules.ts'
import { rules } from './rules.ts'

const specs = new Map<string, ClaimSpec>(catalogues.flatMap(({ claims }) => Object.entries(claims)))

/** Every rule that a folder can be read with: those of its Compose files on each application, and those of the rest. */
export const inspectedRules: readonly Rule<string, Folder>[] = [
  ...rules.filter(({ claim }) => specs.get(claim)?.of === undefined).map(ofEachApplication),
  ...folderRules,
]

function ofEachApplication(rule: Rule): Rule<string, Folder> {
  return {
    claim: rule.claim,
    read: ({ applications }) =>
      applications.flatMap(({ model, files }) =>
        rule.read(model).map((finding) => named(finding, model, applications.length > 1 ? files : [])),
      ),
    bad: () => folderWith(rule.bad()),
  }
}

/** By the name that stands in the file: the role was only inferred. Two applications may have a service of one name. */
function named(finding: Finding, { services }: StackModel, files: readonly string[]): Finding {
  const role = finding.subject.replace(/\/.*/, '')
  const [only] = Object.entries(services).find(([one]) => one === role)?.[1] ?? []
  const service = finding.subject.includes('/')
    ? finding.subject.replace(/^[^/]*\//, '')
    : (only ?? finding.subject)
  return { ...finding, subject: files.length > 0 ? `${service} of ${files.join(' and ')}` : service }
}

function folderWith(model: StackModel): Folder {
  const empty = readFolder(filesOf({}))
  return { ...empty, applications: [{ files: [], directory: '.', model, unknown: [], problems: [] }] }
}
