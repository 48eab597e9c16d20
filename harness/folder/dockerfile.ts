import { DockerfileParser, ModifiableInstruction } from 'dockerfile-ast'

export type Instruction = {
  /** In capitals. */
  keyword: string
  /** What follows, on one line; the body of a here-document is left out. */
  text: string
  /** In JSON form: its words. */
  words?: string[]
  /** Stages or images whose files it takes: of `COPY --from`, and of the mounts of a `RUN`. */
  from: string[]
  at: string
}
export type Stage = { name?: string; base: string; at: string; instructions: Instruction[] }
export type Dockerfile = {
  file: string
  /** `ARG`s before the first `FROM`. */
  before: Instruction[]
  stages: Stage[]
}

/** The stages of a Dockerfile, in order; the last is what is built unless somebody asks for another. */
export function parseDockerfile(text: string, file: string): Dockerfile {
  const found: Dockerfile = { file, before: [], stages: [] }
  for (const one of DockerfileParser.parse(text).getInstructions()) {
    const keyword = one.getKeyword().toUpperCase()
    const line = one.getRange().start.line + 1
    const content = (one.getArgumentsContent() ?? '').trim()
    const words = wordsOf(content)
    const instruction = {
      keyword,
      text: content.replace(/\s*\\?\n\s*|\s{2,}/g, ' '),
      ...(words && { words }),
      from: takenFrom(one),
      at: `${file}:${line}`,
    }
    if (keyword === 'FROM') found.stages.push(stageOf(instruction))
    else (found.stages.at(-1)?.instructions ?? found.before).push(instruction)
  }
  return found
}

/** A stage and those that it is made from, the nearest first. */
export function lineOf({ stages }: Dockerfile, stage: Stage): Stage[] {
  const line = [stage]
  let base = stage.base.toLowerCase()
  for (let at = stages.indexOf(stage) - 1; at >= 0; at--) {
    const under = stages[at]
    if (under?.name === undefined || under.name !== base) continue
    line.push(under)
    base = under.base.toLowerCase()
  }
  return line
}

/** All that the last stage needs: what it is made from, what these copy from, and so on. */
export function stagesUsed(dockerfile: Dockerfile): Stage[] {
  const used = new Set<Stage>()
  const open = dockerfile.stages.slice(-1)
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    if (used.has(stage)) continue
    const line = lineOf(dockerfile, stage)
    const names = line.flatMap(({ instructions }) => instructions.flatMap(({ from }) => from))
    for (const one of line) used.add(one)
    open.push(...names.flatMap((name) => stageNamed(dockerfile, name) ?? []))
  }
  return [...used]
}

/** A stage by its name, in whatever case, or by its place. */
export function stageNamed({ stages }: Dockerfile, name: string): Stage | undefined {
  const lower = name.toLowerCase()
  const named = stages.find((one) => one.name === lower)
  return named ?? (/^\d+$/.test(name) ? stages[Number(name)] : undefined)
}

/** What `COPY` and `ADD` name: all but the last are sources. */
export function copied({ text, words }: Instruction): { sources: string[]; to: string } {
  const all = words ?? text.split(/\s+/)
  return { sources: all.slice(0, -1), to: all.at(-1) ?? '' }
}

/** The last instruction of a kind in a stage or what it is made from. */
export function lastOf(dockerfile: Dockerfile, keyword: string): Instruction | undefined {
  const stage = dockerfile.stages.at(-1)
  if (stage === undefined) return undefined
  for (const one of lineOf(dockerfile, stage)) {
    const own = one.instructions.findLast((instruction) => instruction.keyword === keyword)
    if (own !== undefined) return own
  }
  return undefined
}

/** The image that the last stage is made from in the end; `ARG`s filled in by their defaults. */
export function baseImage(dockerfile: Dockerfile): string | undefined {
  const stage = dockerfile.stages.at(-1)
  if (stage === undefined) return undefined
  const base = lineOf(dockerfile, stage).at(-1)?.base ?? ''
  const defaults = new Map(
    dockerfile.before.flatMap(({ keyword, text }) => {
      const [, name, value] = /^(\w+)=["']?([^"']*)/.exec(text) ?? []
      return keyword === 'ARG' && name !== undefined ? [[name, value ?? '']] : []
    }),
  )
  return base.replace(
    /\$\{?(\w+)(?::-([^}]*))?\}?/g,
    (whole, name, otherwise) => defaults.get(name) ?? otherwise ?? whole,
  )
}

function stageOf({ text, at }: Instruction): Stage {
  const [, base = '', name] = /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i.exec(text) ?? []
  return { base, at, instructions: [], ...(name !== undefined && { name: name.toLowerCase() }) }
}

function takenFrom(instruction: unknown): string[] {
  if (!(instruction instanceof ModifiableInstruction)) return []
  return instruction.getFlags().flatMap((flag) => {
    const from = flag.getName() === 'from' ? flag.getValue() : flag.getOption('from')?.getValue()
    return from ? [from] : []
  })
}

/** The words of the JSON form; undefined of any other. */
export function wordsOf(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined
  try {
    const words: unknown = JSON.parse(text.replace(/\\\n/g, ' '))
    return Array.isArray(words) ? words.map(String) : undefined
  } catch {
    return undefined
  }
}
