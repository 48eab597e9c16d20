import type { OpenCall } from './open-call.ts'

/** The expected live claims: those that change something, or the others. The slow ones lead, so that none ends alone. */
export function liveClaims({ expected, registry }: OpenCall, changing: boolean): string[] {
  const live = expected.filter((one) => one.vantage === 'ephemeral').map((one) => one.claim)
  const own = live.filter((id) => (registry.get(id)?.spec.changes ?? false) === changing)
  const isSlow = (id: string): boolean => registry.get(id)?.spec.slow ?? false
  return [...own.filter(isSlow), ...own.filter((id) => !isSlow(id))]
}

/** Whether anything must be raised: static claims alone need files alone. */
export function isLive({ expected }: OpenCall): boolean {
  return expected.some((one) => one.vantage === 'ephemeral')
}
