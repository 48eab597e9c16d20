import type { OpenCall } from './open-call.ts'

/** The expected live claims: those that change something, or the others. */
export function liveClaims({ expected, registry }: OpenCall, changing: boolean): string[] {
  const live = expected.filter((one) => one.vantage === 'ephemeral').map((one) => one.claim)
  return live.filter((id) => (registry.get(id)?.spec.changes ?? false) === changing)
}

/** Whether anything must be raised: static claims alone need files alone. */
export function isLive({ expected }: OpenCall): boolean {
  return expected.some((one) => one.vantage === 'ephemeral')
}
