import { commandsOf, pipesOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'

/** How a script comes by the key of a server; undefined where it asks nobody and takes what it knows. */
export type KeyUse = { at: string; way: string | undefined }

/** Calls of SSH, and what is written into its settings. */
export function keyUsesOf(script: Script): KeyUse[] {
  return [
    ...commandsOf(script).flatMap(callOf),
    ...commandsOf(script).filter(writesSettings).map(takesAny),
    ...pipesOf(script).flatMap(({ commands }) => {
      const [first, ...others] = commands
      const keeps = others.some(({ words }) => words.includes('tee') && words.some(isSettings))
      return first !== undefined && keeps && isLoose(textOf(first)) ? [takesAny(first)] : []
    }),
  ]
}

/** Who only fetches code is no deploy, and their keys are in every handbook. */
const forge = /(^|[@\s.])(github\.com|gitlab\.com|bitbucket\.org)\b/

function callOf({ words, at }: ShellCommand): KeyUse[] {
  const isSsh = words.some((word) => /(^|\/)(ssh|scp|rsync|sftp|ssh-keyscan)$/.test(word))
  if (!isSsh) return []
  if (!words.includes('ssh-keyscan'))
    return [{ at, way: words.some((word) => loose.test(word)) ? 'takes any' : undefined }]
  const asked = words.slice(words.indexOf('ssh-keyscan') + 1).filter((word) => !/^-|^[\w,]+$/.test(word))
  return [
    {
      at,
      way:
        asked.length > 0 && asked.every((word) => forge.test(word)) ? undefined : 'asks the network for it',
    },
  ]
}

const loose = /StrictHostKeyChecking[= ]?(no|off|accept-new)/i

function writesSettings(one: ShellCommand): boolean {
  return one.outputs.some(isSettings) && isLoose(textOf(one))
}

function isLoose(text: string): boolean {
  return /StrictHostKeyChecking[= \t]{1,9}"?(no|off|accept-new)\b/i.test(text) && !forge.test(text)
}

/** The settings of a client, and not those of a server. */
function isSettings(path: string): boolean {
  return /\.ssh\/config$|ssh_config(\.d\/[\w.-]+)?$/.test(path)
}

function textOf({ words, node }: ShellCommand): string {
  const bodies = node.redirects.map((one) => (one.type === 'HereDoc' ? one.body.text : ''))
  return [...words, ...bodies].join(' ')
}

function takesAny({ at }: ShellCommand): KeyUse {
  return { at, way: 'takes any' }
}
