import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { partsOf } from '../harness/stack/config-parts.ts'
import { loadConfig } from '../harness/stack/load-config.ts'
import { projectRoot } from './open-call.ts'

test('the config in docs/deployment/own-stack.md is one', async () => {
  const text = await readFile(join(projectRoot, 'docs', 'deployment', 'own-stack.md'), 'utf8')
  const [, config = ''] = /^```ts config\n([\s\S]*?)^```$/m.exec(text) ?? []
  const folder = await mkdtemp(join(tmpdir(), 'stackproof-own-'))
  try {
    await writeFile(join(folder, 'docker-compose.yml'), '')
    await writeFile(join(folder, 'stackproof.config.ts'), config)
    const loaded = await loadConfig(join(folder, 'stackproof.config.ts'))
    expect(partsOf(loaded.config)).toEqual(
      expect.arrayContaining(['headers', 'intent.limits', 'endpoints.api', 'database', 'cache']),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
