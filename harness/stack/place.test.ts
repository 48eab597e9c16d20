import { expect, test } from 'vitest'
import { projectName, runOfProject } from './place.ts'

test('a sweep knows a stack by the name of its project', () => {
  expect(runOfProject(projectName('0a1b2c3d', 'faults'))).toBe('0a1b2c3d')
})

test('a name that a sweep would not know is refused', () => {
  expect(() => projectName('0a1b2c3d', 'faults2')).toThrow(/lower-case letters.*found faults2/)
})
