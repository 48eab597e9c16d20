import { entriesOf, itemsOf, type Node, nodeAt, textOf } from '../model/node.ts'
import { parseYaml } from '../model/parse.ts'

export type Step = {
  /** As it is written; else its action, else the first words of what it runs. */
  name: string
  id?: string
  at: string
  uses?: string
  run?: { text: string; at: string; shell?: string }
  with: Map<string, Node>
  mayFail: boolean
}
export type Job = { name: string; at: string; steps: Step[]; mayFail: boolean; concurrency: boolean }
export type Workflow = { file: string; triggers: string[]; concurrency: boolean; jobs: Job[] }

/** A GitHub workflow; what is no mapping, or has no jobs, gives none. */
export function parseWorkflow(text: string, file: string): Workflow {
  const { node } = parseYaml(text, file)
  const top = entriesOf(node)
  const on = top.get('on') ?? top.get('true')
  const defaultShell = textOf(nodeAt(node, ['defaults', 'run', 'shell']))
  const jobs = [...entriesOf(top.get('jobs'))].map(([name, job]) => jobOf(name, job, defaultShell))
  return { file, triggers: namesOf(on), concurrency: top.has('concurrency'), jobs }
}

function jobOf(name: string, node: Node, inherited: string | undefined): Job {
  const entries = entriesOf(node)
  const shell = textOf(nodeAt(node, ['defaults', 'run', 'shell'])) ?? inherited
  return {
    name,
    at: node.at,
    steps: itemsOf(entries.get('steps')).map((step) => stepOf(step, shell)),
    mayFail: isTrue(entries.get('continue-on-error')),
    concurrency: entries.has('concurrency'),
  }
}

function stepOf(node: Node, inherited: string | undefined): Step {
  const entries = entriesOf(node)
  const run = entries.get('run')
  const text = textOf(run)
  const uses = textOf(entries.get('uses'))
  const shell = textOf(entries.get('shell')) ?? inherited
  const id = textOf(entries.get('id'))
  return {
    name: textOf(entries.get('name')) ?? uses ?? firstWords(text ?? '') ?? 'a step',
    at: node.at,
    ...(id !== undefined && { id }),
    ...(uses !== undefined && { uses }),
    ...(run && text !== undefined && { run: { text, at: run.at, ...(shell !== undefined && { shell }) } }),
    with: entriesOf(entries.get('with')),
    mayFail: isTrue(entries.get('continue-on-error')),
  }
}

function namesOf(on: Node | undefined): string[] {
  const one = textOf(on)
  if (one !== undefined) return [one]
  return [...entriesOf(on).keys(), ...itemsOf(on).flatMap((item) => textOf(item) ?? [])]
}

function isTrue(node: Node | undefined): boolean {
  return /^(true|\$\{\{ *true *\}\})$/.test(textOf(node)?.trim() ?? '')
}

/** At most three plain words of the first line: no flag and no value, which could be a secret. */
function firstWords(text: string): string | undefined {
  const line = text.split('\n').find((one) => one.trim() !== '' && !/^\s*#/.test(one))
  const words = (line ?? '').trim().split(/\s+/, 3)
  const end = words.findIndex((word) => !/^[a-zA-Z.][\w./:@-]{0,40}$/.test(word))
  return (end < 0 ? words : words.slice(0, end)).join(' ') || undefined
}
