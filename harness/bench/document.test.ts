import { expect, test } from 'vitest'
import { benchmarksText } from './document.ts'

const environment = {
  engine: '20.10.24',
  compose: '2.40.3',
  kernel: '6.1',
  cgroup: 'v2' as const,
  cpus: 2,
  memoryBytes: 24 * 2 ** 30,
}

const series = [{ name: 'gate', unit: 's', values: [50, 52, 54] }]
const text = benchmarksText({
  environment,
  commit: 'abc',
  day: '2026-01-02',
  series,
  bounds: [
    { what: 'a gate', allowed: 60, found: 60, unit: 's' },
    { what: 'memory', allowed: 512, found: 512.1, unit: 'MiB' },
  ],
})

test('every series has its row, and the machine is named', () => {
  expect(text).toContain('| gate | s | 52.0 | 54.0 | 50.0 | 54.0 | 3 |')
  expect(text).toContain('2 cores, 24 GiB, kernel 6.1, Docker 20.10.24, Compose 2.40.3, cgroup v2')
})

test('a bound is met up to its value, and one that is not is told', () => {
  expect(text).toContain('| a gate | ≤ 60.0 s | 60.0 s | met |')
  expect(text).toContain('| memory | ≤ 512.0 MiB | 512.1 MiB | **not met** |')
})
