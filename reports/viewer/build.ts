import { join } from 'node:path'
import { build } from 'vite'

/** The viewer as one script and one style sheet, without data. */
export type Viewer = { script: string; style: string }

/** Bundles the viewer; takes seconds, so who calls it keeps the result. */
export async function buildViewer(): Promise<Viewer> {
  const built = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'vue' } },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: join(import.meta.dirname, 'main.tsx') },
    },
  })
  const [first] = [built].flat()
  if (first === undefined || !('output' in first)) throw new Error('viewer: expected a bundle, found none')
  const scripts = first.output.flatMap((one) => (one.type === 'chunk' ? [one.code] : []))
  const sheets = first.output.flatMap((one) => (one.type === 'asset' ? [String(one.source)] : []))
  const [script, style] = [scripts[0], sheets[0]]
  if (script === undefined || style === undefined || scripts.length + sheets.length > 2)
    throw new Error(`viewer: expected a script and a sheet, found ${scripts.length} and ${sheets.length}`)
  return { script, style }
}
