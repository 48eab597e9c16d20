import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** DEBIAN_MIRROR and DEBIAN_SECURITY_MIRROR as far as this machine's apt names them; empty where it is no Debian 12. */
export async function debianMirrors(etc = '/etc/apt'): Promise<Record<string, string>> {
  const folder = join(etc, 'sources.list.d')
  const listed = await readdir(folder).catch(() => [])
  const files = [join(etc, 'sources.list'), ...listed.sort().map((name) => join(folder, name))]
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))
  const sources = texts.flatMap(readSources)
  const mirror = sources.find(({ suite }) => suite === 'bookworm')?.uri
  const security = sources.find(({ suite }) => suite === 'bookworm-security')?.uri
  return {
    ...(mirror === undefined ? {} : { DEBIAN_MIRROR: mirror }),
    ...(mirror === undefined || security === undefined ? {} : { DEBIAN_SECURITY_MIRROR: security }),
  }
}

type Source = { uri: string; suite: string }

/** Both forms of sources.list(5): one line each, and deb822 paragraphs. */
export function readSources(text: string): Source[] {
  const lines = [...text.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/gm)]
  const oneLine = lines.map(([, uri = '', suite = '']) => ({ uri, suite }))
  return [...oneLine, ...text.split(/\n\s*\n/).flatMap(readParagraph)]
}

function readParagraph(paragraph: string): Source[] {
  const field = (name: string) =>
    new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(paragraph)?.[1]?.trim().split(/\s+/)
  const [uri] = field('URIs') ?? []
  const suites = field('Suites') ?? []
  const binary = field('Types')?.includes('deb') === true && field('Enabled')?.[0] !== 'no'
  return uri !== undefined && binary ? suites.map((suite) => ({ uri, suite })) : []
}
