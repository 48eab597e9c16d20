import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { canFail, curlsFail, healthCommand, hostsAsked } from '../../harness/model/health-command.ts'
import type { StackModel } from '../../harness/model/model.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** A check that is missing, always green, or about somebody else says nothing of its service. */
export const healthCheck: Rule<'HLT-03'> = {
  claim: 'HLT-03',
  read: (model) =>
    servicesOf(model)
      .filter(({ oneShot }) => !oneShot)
      .map((one) => read(model, one)),
  bad: () => sampleModel({ services: { any: { healthcheck: { test: ['CMD-SHELL', 'exit 0'] } } } }),
}

function read(model: StackModel, one: NamedService): Finding {
  const actual = complaintsOf(model, one)
  return findingOf(one, {
    property: 'reasons why its health check says nothing',
    expected: [],
    actual,
    ok: actual.length === 0,
    path: ['healthcheck', 'test'],
  })
}

function complaintsOf(model: StackModel, one: NamedService): string[] {
  const check = one.service.healthcheck
  const command = healthCommand(check?.test)
  if (check === undefined || command === undefined) return ['there is none']
  if (check.disable === true) return ['it is disabled']
  const others = hostsAsked(command.line).filter((host) => namesOfOthers(model, one).includes(host))
  return [
    ...(canFail(command) ? [] : [`it cannot fail: ${command.line}`]),
    ...others.map((host) => `it asks another service: ${host}`),
    ...(curlsFail(command.line) ? [] : ['curl without --fail is content with any status']),
    ...(asksPlainHttp(one, command.line) ? ['plain HTTP on a TLS edge is content with the redirect'] : []),
  ]
}

function namesOfOthers(model: StackModel, one: NamedService): string[] {
  return Object.entries(model.compose.services)
    .filter(([name]) => name !== one.name)
    .flatMap(([name, service]) => [
      name,
      ...Object.values(service.networks ?? {}).flatMap((network) => network?.aliases ?? []),
    ])
}

// Plan, traps: `curl -f http://localhost/health` passes on the 301 of an edge that speaks TLS.
function asksPlainHttp(one: NamedService, line: string): boolean {
  const speaksTls = one.service.ports?.some(({ target }) => target === 443) ?? false
  return one.roles.includes('edge') && speaksTls && /\bhttp:\/\//.test(line)
}
