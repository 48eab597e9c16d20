import { clamavContract } from './clamav.ts'
import type { Contract } from './contract.ts'
import { minioContract } from './minio.ts'
import { nginxContract } from './nginx.ts'
import { nodeContract } from './node.ts'
import { postgresContract } from './postgres.ts'
import { redisContract } from './redis.ts'

/** One per official image that the bundled stack takes or builds on. */
export const contracts: readonly Contract[] = [
  postgresContract,
  redisContract,
  minioContract,
  clamavContract,
  nginxContract,
  nodeContract,
]
