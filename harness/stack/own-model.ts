import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { ComposeModel } from '../model/compose.ts'
import { type ComposeProject, composeConfig } from './compose.ts'
import { freed } from './freed.ts'
import type { Handle } from './handle.ts'
import type { LoadedConfig } from './load-config.ts'
import { withOwnFolders } from './own-folders.ts'

type For = { loaded: LoadedConfig; published: Handle['published']; directory: string }

/** What a stack is raised from: the production files as they are, or a copy that shares nothing with other stacks. */
export type OwnModel = { model: ComposeModel; modelFile: string; project: ComposeProject }

/** Merges the production files, and makes the stack's own what they take of the machine (decision 0051). */
export async function ownModel(
  production: ComposeProject,
  { loaded, published, directory }: For,
): Promise<OwnModel> {
  const asked = await composeConfig(production)
  const { project: name, variables } = production
  const brought = Object.values(variables)
  const apart = freed(asked, { config: loaded.config, project: name, published, brought })
  const folders = [loaded.directory, ...production.files.map((file) => dirname(file))]
  const model = await withOwnFolders(apart, { production: folders, directory })
  const modelFile = join(directory, 'model.json')
  await writeFile(modelFile, JSON.stringify(model))
  const project = isDeepStrictEqual(asked, model) ? production : { ...production, files: [modelFile] }
  return { model, modelFile, project }
}
