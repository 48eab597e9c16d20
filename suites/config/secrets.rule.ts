import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import type { StackModel } from '../../harness/model/model.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { secretInCommand, secretInEnvironment } from '../../harness/model/secret-text.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** `docker inspect` and process lists show environment and arguments. Values are never told, only their names. */
export const secretsFromFiles: Rule<'CFG-10'> = {
  claim: 'CFG-10',
  read: (model) => [...servicesOf(model).flatMap(readService), ...readSecrets(model)],
  bad: () => sampleModel({ services: { any: { environment: { DATABASE_PASSWORD: 'hunter2' } } } }),
}

function readService(one: NamedService): Finding[] {
  return [environment(one), commands(one)]
}

function environment(one: NamedService): Finding {
  const held = Object.entries(one.service.environment ?? {}).flatMap(([name, value]) => {
    const why = secretInEnvironment(name, value)
    return why === undefined ? [] : [{ name, why }]
  })
  return findingOf(one, {
    property: 'secrets in the environment',
    expected: [],
    actual: held.map(({ name, why }) => `${name}: ${why}`),
    ok: held.length === 0,
    path: ['environment', held[0]?.name ?? ''],
  })
}

function commands(one: NamedService): Finding {
  const { command, entrypoint, healthcheck } = one.service
  const lines = { command, entrypoint, healthcheck: healthcheck?.test }
  const held = Object.entries(lines).flatMap(([name, words]) => {
    const why = secretInCommand([words ?? []].flat().join(' '))
    return why === undefined ? [] : [{ name, why }]
  })
  return findingOf(one, {
    property: 'secrets in commands',
    expected: [],
    actual: held.map(({ name, why }) => `${name}: ${why}`),
    ok: held.length === 0,
    path: [held[0]?.name ?? 'command'],
  })
}

function readSecrets(model: StackModel): Finding[] {
  return Object.entries(model.compose.secrets).map(([name, secret]) => {
    const ok = secret.file !== undefined || secret.external === true
    const actual = ok ? 'file' : secret.environment === undefined ? 'nothing' : 'environment'
    const file = model.locate('secrets', name)
    return { subject: `secret ${name}`, property: 'source', expected: 'file', actual, ok, file }
  })
}
