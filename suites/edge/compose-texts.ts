import type { Folder } from '../../harness/folder/folder.ts'
import { parseScript, type Script } from '../../harness/folder/shell.ts'
import type { Node } from '../../harness/model/node.ts'

const telling = /\breload\b|HUP|\brestart\b|recreate/

/** Values of Compose files that may be shell and tell a proxy something: commands, labels, contents of configs. */
export function composeTexts({ applications, files }: Folder): Script[] {
  const paths = new Set(applications.flatMap((one) => one.files))
  return [...paths].flatMap((file) =>
    textsIn(files.yaml(file).node)
      .filter((text) => /\s/.test(text) && telling.test(text))
      .map((text) =>
        parseScript({
          name: file,
          file,
          line: 1,
          text: text.replaceAll('$$', '$'),
          kind: 'remote',
          options: '',
        }),
      ),
  )
}

function textsIn(top: Node): string[] {
  const found: string[] = []
  const left = [top]
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (typeof node.value === 'string') found.push(node.value)
    else if (Array.isArray(node.value)) left.push(...node.value)
    else if (node.value instanceof Map) left.push(...node.value.values())
  }
  return found
}
