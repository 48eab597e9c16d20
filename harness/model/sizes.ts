const units: Record<string, number> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 }
const parts: Record<string, number> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 }

/** Bytes of `512m`, `1.5G`, `10mb`, `1024`; undefined for anything else. Units are powers of 1024, as Docker's. */
export function bytesOf(value: string | number | undefined): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([bkmgt]?)i?b?\s*$/i.exec(String(value ?? ''))
  const unit = units[match?.[2]?.toLowerCase() ?? '']
  return match?.[1] === undefined || unit === undefined ? undefined : Math.floor(Number(match[1]) * unit)
}

/** Seconds of a Go duration such as `1m30s`; undefined for anything else. */
export function secondsOf(value: string | undefined): number | undefined {
  if (value === undefined || !/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(value)) return undefined
  const found = [...value.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)]
  return found.reduce((sum, [, amount, unit]) => sum + Number(amount) * (parts[unit ?? ''] ?? 0), 0)
}

/** A duration as Go prints it: `90s` becomes `1m30s`; what is no duration stays. */
export function goDuration(value: string): string {
  const total = secondsOf(value)
  if (total === undefined || total < 1) return value
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor((total % 3600) / 60)
  const seconds = `${Number((total % 60).toFixed(9))}s`
  if (hours > 0) return `${hours}h${minutes}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}
