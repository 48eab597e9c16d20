import { type KeyRing, parseKeyRing } from '../sealing/keys.ts'
import { type Environment, fileContent, port, required } from './environment.ts'

export type DatabaseSettings = {
  host: string
  port: number
  database: string
  user: string
  password: string
  /** PEM of the authority that signs the server's certificate. */
  ca: string
}
export type RedisSettings = { host: string; port: number; password: string }
/** `user` may use the objects of `bucket` and nothing else; `ca` is the PEM of the store's authority. */
export type ObjectStoreSettings = { url: string; bucket: string; user: string; key: string; ca: string }
export type AntivirusSettings = { host: string; port: number }
export type MailSettings = { host: string; port: number; from: string; frontendUrl: string }

/** Where the database is. TLS with host name verification always: nothing in the environment turns it off. */
export function readDatabaseSettings(environment: Environment): DatabaseSettings {
  return {
    host: required(environment, 'DATABASE_HOST'),
    port: port(environment, 'DATABASE_PORT', 5432),
    database: required(environment, 'DATABASE_NAME'),
    user: required(environment, 'DATABASE_USER'),
    password: fileContent(environment, 'DATABASE_PASSWORD_FILE'),
    ca: fileContent(environment, 'DATABASE_CA_FILE'),
  }
}

export function readRedisSettings(environment: Environment): RedisSettings {
  return {
    host: required(environment, 'REDIS_HOST'),
    port: port(environment, 'REDIS_PORT', 6379),
    password: fileContent(environment, 'REDIS_PASSWORD_FILE'),
  }
}

export function readObjectStoreSettings(environment: Environment): ObjectStoreSettings {
  const url = required(environment, 'OBJECT_STORE_URL')
  if (!url.startsWith('https://'))
    throw new Error(`OBJECT_STORE_URL: expected an address that begins with https://, found ${url}`)
  return {
    url,
    bucket: required(environment, 'OBJECT_STORE_BUCKET'),
    user: required(environment, 'OBJECT_STORE_USER'),
    key: fileContent(environment, 'OBJECT_STORE_KEY_FILE'),
    ca: fileContent(environment, 'OBJECT_STORE_CA_FILE'),
  }
}

export function readAntivirusSettings(environment: Environment): AntivirusSettings {
  return { host: required(environment, 'ANTIVIRUS_HOST'), port: port(environment, 'ANTIVIRUS_PORT', 3310) }
}

export function readMailSettings(environment: Environment): MailSettings {
  return {
    host: required(environment, 'SMTP_HOST'),
    port: port(environment, 'SMTP_PORT', 25),
    from: required(environment, 'MAIL_FROM'),
    frontendUrl: required(environment, 'FRONTEND_URL'),
  }
}

/** The key that session ids are hashed with: at least 32 characters. */
export function readSessionKey(environment: Environment): string {
  const key = fileContent(environment, 'SESSION_KEY_FILE')
  if (key.length >= 32) return key
  throw new Error(`SESSION_KEY_FILE: expected at least 32 characters, found ${key.length}`)
}

/** The keys that wrap the workspaces' own, a key a line, the present one first. */
export function readRecordKeys(environment: Environment): KeyRing {
  try {
    return parseKeyRing(fileContent(environment, 'RECORD_KEYS_FILE'))
  } catch (error) {
    throw new Error(`RECORD_KEYS_FILE: ${error instanceof Error ? error.message : String(error)}`)
  }
}
