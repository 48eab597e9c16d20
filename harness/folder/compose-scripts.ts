import type { Service } from '../model/compose.ts'
import type { Application } from './application.ts'
import { servicesIn } from './services-in.ts'
import { parseScript, type Script } from './shell.ts'

/** What the containers of Compose files hand to a shell at their start; its lines are those of the file only at its start. */
export function composeScripts(applications: readonly Application[]): Script[] {
  return servicesIn({ applications: [...applications] }).flatMap(({ name, service, at }) => {
    const text = textOf(service)
    const [file = '', line = '1'] = at(service.entrypoint ? 'entrypoint' : 'command').split(/:(?=\d+$)/)
    if (text === undefined) return []
    const source = { name, file, line: Number(line), text: text.replaceAll('$$', '$') }
    return [parseScript({ ...source, kind: 'inner', options: '' })]
  })
}

function textOf({ command, entrypoint }: Service): string | undefined {
  const words = [entrypoint ?? [], command ?? []].flat()
  return words.find((_, at) => /^-\w*c$/.test(words[at - 1] ?? ''))
}
