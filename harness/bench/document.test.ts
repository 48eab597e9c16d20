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

const text = (seconds: number[]) =>
  benchmarksText({
    environment,
    commit: 'abc',
    day: '2026-01-02',
    gate: { name: 'gate', seconds },
    bare: { name: 'bare', seconds: [10, 12, 11] },
    ratio: { name: 'gate ÷ bare', seconds: [5, 5, 5] },
  })

test('every series has its row, and the machine is named', () => {
  expect(text([50, 52, 54])).toContain('| gate | 52.0 | 50.0 | 54.0 | 3 |')
  expect(text([50])).toContain('| bare | 11.0 | 10.0 | 12.0 | 3 |')
  expect(text([50])).toContain('2 cores, 24 GiB, kernel 6.1, Docker 20.10.24, Compose 2.40.3, cgroup v2')
})

test('a gate beyond its bound is told', () => {
  expect(text([60])).toMatch(/Bound of a warm gate: 60\.0 s .*: met\./)
  expect(text([60.1])).toMatch(/Bound of a warm gate: 60\.0 s .*: not met\./)
})
