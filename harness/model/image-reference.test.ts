import { expect, test } from 'vitest'
import { imageReference, isFullVersion } from './image-reference.ts'

const digest = `sha256:${'0'.repeat(64)}`

test.for([
  ['postgres:16.14-bookworm', true],
  ['nginx:1.28.0', true],
  ['registry:5000/team/app:v1.2.3', true],
  ['app:sha-0a1b2c3', true],
  ['minio:RELEASE.2025-09-07T16-13-09Z', true],
  [`app@${digest}`, true],
  [`app:latest@${digest}`, true],
  ['ghcr.io/team/app:${IMAGE_TAG}', true],
  ['postgres', false],
  ['registry:5000/app', false],
  ['postgres:16', false],
  ['postgres:16-bookworm', false],
  ['app:latest', false],
  ['app:main', false],
  ['app:', false],
  ['postgres:16${SUFFIX}', false],
  ['app@sha256:short', false],
] as const)('%s stays what it is: %s', ([text, expected]) => {
  expect(isFullVersion(imageReference(text))).toBe(expected)
})
