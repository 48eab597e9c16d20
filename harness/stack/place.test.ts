import { expect, test } from 'vitest'
import { projectName, runOfImage, runOfProject } from './place.ts'

test('a sweep knows a stack by the name of its project', () => {
  expect(runOfProject(projectName('0a1b2c3d', 'faults'))).toBe('0a1b2c3d')
})

test.for([
  ['of a service', 'stackproof-0a1b2c3d-gate-api', '0a1b2c3d'],
  ['of a service with a dash', 'stackproof-0a1b2c3d-gate-api-worker', '0a1b2c3d'],
  ['of somebody else', 'stackproof-shop-gate-api', undefined],
  ['of the harness', 'stackproof/kit', undefined],
])('an image %s is known by the name that Compose gives it', ([, repository = '', run]) => {
  expect(runOfImage(repository)).toBe(run)
})

test('a name that a sweep would not know is refused', () => {
  expect(() => projectName('0a1b2c3d', 'faults2')).toThrow(/lower-case letters.*found faults2/)
})
