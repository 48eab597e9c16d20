import { rm } from 'node:fs/promises'
import { dropImages } from '../harness/images/drop.ts'
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
  const images = await dropImages()
  await rm(cacheFolder(), { recursive: true, force: true })
  console.log(`removed ${images} images and ${cacheFolder()}`)
}
