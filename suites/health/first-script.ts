import { basename, dirname } from 'node:path/posix'
import type { Finding } from '../../harness/claims/rule.ts'
import { copied, type Dockerfile, type Instruction, lastOf } from '../../harness/folder/dockerfile.ts'
import { dockerfileOf, type Folder } from '../../harness/folder/folder.ts'
import { type Shipped, servicesIn } from '../../harness/folder/services-in.ts'
import type { Script } from '../../harness/folder/shell.ts'
import { splitWords } from '../../harness/model/words.ts'
import { each } from '../config/each-service.ts'
import { endOf } from './script-end.ts'

/** Reads each script that is the first process of a container, and so gets its signals. */
export function firstScripts(folder: Folder, read: (script: Script) => Finding[]): Finding[] {
  const built = new Set(
    servicesIn(folder).map((one) => dockerfileOf(folder, one.application, one.service.build)?.file),
  )
  const alone = folder.dockerfiles.filter(({ file }) => !built.has(file))
  return [
    ...entrypoints(folder).flatMap(read),
    ...alone.flatMap((one) => byCommand(folder, one, undefined)).flatMap(read),
    // A job that ends has no long work to hand over.
    ...each(folder, (one) => (one.stays ? byService(folder, one).flatMap(read) : [])),
  ]
}

const init = /(^|\/)(tini|dumb-init|s6-\w+|catatonit)$/

/** Named by an entrypoint, without an init in front that passes signals to all. */
function entrypoints({ scripts, dockerfiles, applications }: Folder): Script[] {
  const ofImages = dockerfiles.flatMap((dockerfile) => {
    const starts = dockerfile.stages
      .flatMap(({ instructions }) => instructions)
      .filter(({ keyword }) => keyword === 'ENTRYPOINT')
      .map(wordsIn)
    return withSources(dockerfile, starts.filter(hasNoInit).flat())
  })
  const ofServices = applications
    .flatMap(({ model }) => Object.values(model.compose.services))
    .filter((service) => service.init !== true)
    .map(({ entrypoint }) => [entrypoint ?? []].flat())
  const names = new Set([...ofImages, ...ofServices.filter(hasNoInit).flat()].map((word) => basename(word)))
  return scripts.filter(({ kind, file }) => kind === 'file' && names.has(basename(file)))
}

function hasNoInit([first = '']: readonly string[]): boolean {
  return !init.test(first)
}

function byService(folder: Folder, one: Shipped): Script[] {
  const { command, entrypoint, init: hasInit } = one.service
  if (hasInit === true || entrypoint !== undefined) return []
  const words = typeof command === 'string' ? splitWords(command) : command
  return byCommand(folder, dockerfileOf(folder, one.application, one.service.build), words ?? undefined)
}

/** Named by the command, where no other program stands before it. */
function byCommand(
  folder: Folder,
  dockerfile: Dockerfile | undefined,
  given: readonly string[] | undefined,
): Script[] {
  const own = dockerfile && lastOf(dockerfile, 'CMD')
  const words = given ?? (own ? wordsIn(own) : [])
  if (dockerfile !== undefined && !passesOn(folder, dockerfile)) return []
  const name = scriptIn(words)
  if (name === undefined) return []
  const script = oneCalled(folder, dockerfile, name)
  return script === undefined ? [] : [script]
}

/** Whether what the command says becomes the first process: no entrypoint, or a script that makes way for it. */
function passesOn(folder: Folder, dockerfile: Dockerfile): boolean {
  const own = lastOf(dockerfile, 'ENTRYPOINT')
  if (own === undefined) return true
  const name = scriptIn(wordsIn(own))
  const script = name === undefined ? undefined : oneCalled(folder, dockerfile, name)
  const end = script && endOf(script)
  return end?.words[0] === 'exec' && end.words.includes('$@')
}

/** The script that words start: by itself, or by a shell. */
function scriptIn([first = '', ...rest]: readonly string[]): string | undefined {
  if (!/^(ba|da|a)?sh$/.test(basename(first))) return first === '' ? undefined : first
  return rest.some((word) => /^-\w*c$/.test(word)) ? undefined : rest.find((word) => !word.startsWith('-'))
}

/** The one script of that name, of several the one below the Dockerfile; none where that does not tell. */
function oneCalled(
  { scripts }: Folder,
  dockerfile: Dockerfile | undefined,
  name: string,
): Script | undefined {
  const names = new Set((dockerfile ? withSources(dockerfile, [name]) : [name]).map((one) => basename(one)))
  const called = scripts.filter(({ kind, file }) => kind === 'file' && names.has(basename(file)))
  const folder = dockerfile === undefined ? '.' : dirname(dockerfile.file)
  const near = called.filter(({ file }) => folder !== '.' && file.startsWith(`${folder}/`))
  const [only, ...others] = called.length > 1 ? near : called
  return others.length === 0 ? only : undefined
}

/** Paths in an image, and those that files had before they were copied to them under another name. */
function withSources({ stages }: Dockerfile, words: readonly string[]): string[] {
  const known = new Set(words)
  const renamed = stages
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword, from }) => keyword === 'COPY' && from.length === 0)
    .map(copied)
    .flatMap(({ sources: [source, ...others], to }) =>
      source !== undefined && others.length === 0 && known.has(to) ? [source] : [],
    )
  return [...words, ...renamed]
}

function wordsIn({ words, text }: Instruction): string[] {
  return words ?? splitWords(text)
}
