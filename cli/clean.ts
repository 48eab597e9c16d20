import { rm } from 'node:fs/promises'
import { command } from '../harness/stack/command.ts'
import { cacheFolder } from '../harness/stack/place.ts'
import { sweep } from '../harness/stack/sweep.ts'
import type { ExitCode } from '../reports/record/run.ts'
import type { Arguments } from './arguments.ts'

/** Removes every labelled container, network and volume; with `--cache` the images and what is built, too. */
export async function run(call: Arguments): Promise<ExitCode> {
  const runs = await sweep('all')
  console.log(`removed what ${runs.length} runs left`)
  if (call.own.cache === true) await cleanCache()
  return 0
}

async function cleanCache(): Promise<void> {
  const filter = ['--filter', 'label=stackproof.cache=true', '--quiet']
  const listed = await command(['docker', 'image', 'ls', ...filter])
  const images = [...new Set(listed.split('\n').filter((id) => id !== ''))]
  if (images.length > 0) await command(['docker', 'image', 'rm', '--force', ...images], { deadline: 120 })
  await rm(cacheFolder(), { recursive: true, force: true })
  console.log(`removed ${images.length} images and ${cacheFolder()}`)
}
