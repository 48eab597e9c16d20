import { isDeepStrictEqual } from 'node:util'
import type { ComposeModel } from '../model/compose.ts'

/** What must be recreated to get from one model to another: service and network keys. */
export type Change = { services: string[]; networks: string[] }

/** Compares two models; a changed network changes every service on it, before or after. */
export function changeBetween(from: ComposeModel, to: ComposeModel): Change {
  const networks = changedKeys(from.networks, to.networks)
  const moved = [...new Set([...membersOf(from, networks), ...membersOf(to, networks)])]
  const services = new Set([...changedKeys(from.services, to.services), ...moved])
  return { services: [...services], networks }
}

/** Names an observation may be about when these things were changed. */
export function subjectsOf(change: Change, roleOf: (service: string) => string | undefined): string[] {
  const names = [...change.services, ...change.networks]
  const changedRoles = change.services.map(roleOf).filter((role) => role !== undefined)
  return [...new Set([...names, ...changedRoles])]
}

function changedKeys(from: Record<string, unknown>, to: Record<string, unknown>): string[] {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)])
  return [...keys].filter((key) => !isDeepStrictEqual(from[key], to[key]))
}

function membersOf(model: ComposeModel, networks: string[]): string[] {
  const isOn = (service: string) =>
    networks.some((network) => network in (model.services[service]?.networks ?? {}))
  return Object.keys(model.services).filter(isOn)
}
