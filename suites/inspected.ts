import type { Finding, Rule } from '../harness/claims/rule.ts'
import { filesOf } from '../harness/folder/files.ts'
import { type Folder, readFolder } from '../harness/folder/folder.ts'
import type { StackModel } from '../harness/model/model.ts'
import { folderRules } from './folder-rules.ts'
import { rules } from './rules.ts'

/** Every rule that a folder can be read with: those of its Compose files on each application, and those of the rest. */
export const inspectedRules: readonly Rule<string, Folder>[] = [
  ...rules.map(ofEachApplication),
  ...folderRules,
]

function ofEachApplication(rule: Rule): Rule<string, Folder> {
  return {
    claim: rule.claim,
    read: ({ applications }) =>
      applications.flatMap(({ model, files }) =>
        rule.read(model).map((finding) => (applications.length > 1 ? named(finding, files) : finding)),
      ),
    bad: () => folderWith(rule.bad()),
  }
}

/** Two applications may have a service of the same name. */
function named(finding: Finding, files: readonly string[]): Finding {
  return { ...finding, subject: `${finding.subject} of ${files.join(' and ')}` }
}

function folderWith(model: StackModel): Folder {
  const empty = readFolder(filesOf({}))
  return { ...empty, applications: [{ files: [], directory: '.', model, unknown: [], problems: [] }] }
}
