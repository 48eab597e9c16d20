import { expect, test } from 'vitest'
import { connectFrom } from './connect.ts'
import { docker } from './docker.ts'
import { exec } from './exec.ts'
import { openGround } from './ground.ts'
import { raiseTools } from './tools.ts'

/** Of the outsides on this host, whatever run they are of; the alias names it. */
const interfaces = async (kit: string) => {
  const { stdout } = await exec(kit, ['ip', '-o', 'link', 'show', 'type', 'veth'])
  return (stdout.match(/alias stackproof-\w+/g) ?? []).join()
}
const routes = async (kit: string) => (await exec(kit, ['ip', 'route', 'show', '169.254.169.254'])).stdout

test('two outsides stand side by side, and a killed one leaves nothing on the host', async () => {
  await using ground = await openGround()
  await using other = await openGround()
  await using first = await raiseTools({ runId: ground.runId, image: ground.image })
  await using second = await raiseTools({ runId: other.runId, image: other.image })
  expect(first.outside.address).not.toBe(second.outside.address)
  const { kit } = second.tools
  expect(await interfaces(kit)).toContain(`stackproof-${ground.runId}`)
  expect(await routes(kit)).toContain(`via ${first.outside.address} `)

  await (await docker()).getContainer(first.tools.outside).kill()
  const gone = { timeout: 10_000, interval: 50 }
  await expect.poll(() => interfaces(kit), gone).not.toContain(`stackproof-${ground.runId}`)
  expect(await routes(kit)).not.toContain(`via ${first.outside.address} `)
  const [metadata] = await connectFrom(
    { kit, inside: second.tools.neighbour },
    [{ host: second.outside.metadata, port: 80, identify: true }],
    5000,
  )
  expect(metadata?.outcome).toBe('answered')
})

test('dropped tools leave no container and no network', async () => {
  await using ground = await openGround()
  const tools = await raiseTools({ runId: ground.runId, image: ground.image })
  await tools[Symbol.asyncDispose]()
  const engine = await docker()
  const filters = { label: [`stackproof.run=${ground.runId}`] }
  expect(await engine.listContainers({ all: true, filters })).toEqual([])
  expect(await engine.listNetworks({ filters })).toEqual([])
})
