import { command } from '../stack/command.ts'

/** Removes every image that carries the label of our cache; gives how many. */
export async function dropImages(): Promise<number> {
  const listed = await command([
    'docker',
    'image',
    'ls',
    '--filter',
    'label=stackproof.cache=true',
    '--quiet',
  ])
  const images = [...new Set(listed.split('\n').filter((id) => id !== ''))]
  if (images.length > 0) await command(['docker', 'image', 'rm', '--force', ...images], { deadline: 120 })
  return images.length
}
