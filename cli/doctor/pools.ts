import { BlockList } from 'node:net'
import { z } from 'zod'

const pool = z.object({ Base: z.string(), Size: z.number() })
export type Pool = z.output<typeof pool>

/** `docker info --format '{{json .DefaultAddressPools}}'`; null when the daemon has its built-in ones. */
export const poolsAnswer = z.array(pool).nullable()

/** What the engine has when nothing is configured (libnetwork/ipamutils): 15 + 16 networks. */
const builtIn: Pool[] = [
  ...Array.from({ length: 15 }, (_, index) => ({ Base: `172.${17 + index}.0.0/16`, Size: 16 })),
  { Base: '192.168.0.0/16', Size: 20 },
]

/** How many more networks the daemon can give an address, one counted per subnet in use inside a pool. */
export function networksLeft(configured: readonly Pool[] | null, used: readonly string[]): number {
  const pools = configured === null || configured.length === 0 ? builtIn : configured
  return pools.reduce((sum, each) => sum + leftIn(each, used), 0)
}

function leftIn({ Base, Size }: Pool, used: readonly string[]): number {
  const [address = '', prefix = '32'] = Base.split('/')
  const range = new BlockList()
  range.addSubnet(address, Number(prefix))
  const taken = used.filter((subnet) => range.check(subnet.split('/')[0] ?? '')).length
  return Math.max(0, 2 ** (Size - Number(prefix)) - taken)
}
