/** One kind of measurement, as they came. */
export type Series = { name: string; unit: string; values: readonly number[] }

/** The figures that are quoted of a series, in its unit. */
export type Figures = { median: number; p95: number; min: number; max: number; samples: number }

/** @throws TypeError for a series without a measurement. */
export function figuresOf({ name, values }: Series): Figures {
  const sorted = values.toSorted((a, b) => a - b)
  const [min, max] = [sorted[0], sorted.at(-1)]
  if (min === undefined || max === undefined)
    throw new TypeError(`${name}: expected measurements, found none`)
  return { median: median(sorted), p95: rank(sorted, 0.95), min, max, samples: sorted.length }
}

function median(sorted: readonly number[]): number {
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return ((low ?? 0) + (high ?? 0)) / 2
}

/** Nearest rank: the smallest value that so large a part of all is not above. */
function rank(sorted: readonly number[], part: number): number {
  return sorted[Math.ceil(sorted.length * part) - 1] ?? 0
}
