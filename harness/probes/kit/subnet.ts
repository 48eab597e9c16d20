/**
 * Addresses of the upper half of a subnet, from the top: Docker hands out its own from the bottom.
 * The last two stay free: broadcast, and a gateway that someone put at the end.
 */
export function* addressesIn(address: string, prefix: number): Generator<string> {
  const size = 2 ** (32 - prefix)
  const first = Math.floor(toNumber(address) / size) * size
  for (let offset = size - 3; offset >= size / 2; offset--) yield toAddress(first + offset)
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
}

function toAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}
