import type { Fault } from '../../harness/faults/fault.ts'
import { join, leave, open, publish } from './network-changes.ts'

/** Doors of the host that lead past the edge. */
export const publishingFaults: readonly Fault[] = [
  {
    id: 'isolation-database-published',
    title: 'The database is published, on the network of the edge',
    cites: 'plan 3.20: the database has no published port; published ports bypass UFW',
    claims: ['ISO-02', 'ISO-03'],
    roles: ['edge', 'database'],
    where: 'stack',
    break: (target) => {
      join(target, 'database', open(target.networksOf('edge')))
      // On the edge's own address: a port on every address would also answer on the gateways.
      publish(target, 'database', 5432, target.service('edge').ports?.[0]?.host_ip)
    },
  },
  {
    id: 'isolation-cache-published-on-loopback',
    title: 'The cache is published on the loopback address',
    cites: 'plan 3.5: “for debugging”, and every process of the host is in',
    claims: ['ISO-03'],
    roles: ['cache'],
    where: 'static',
    break: (target) => publish(target, 'cache', 6379, '127.0.0.1'),
  },
  {
    id: 'isolation-edge-off-the-open-network',
    title: 'The edge stands on internal networks alone',
    cites: 'Compose says nothing, publishes nothing, and the site is gone',
    claims: ['ISO-03'],
    roles: ['edge'],
    where: 'static',
    break: (target) => leave(target, 'edge', open(target.networksOf('edge'))),
  },
  {
    id: 'isolation-edge-on-a-port-by-chance',
    title: 'The edge is published on whichever port is free',
    cites: 'a colon that was lost: 443 in place of 443:443',
    claims: ['ISO-03'],
    roles: ['edge'],
    where: 'static',
    break: ({ service }) => {
      for (const port of service('edge').ports ?? []) delete port.published
    },
  },
  {
    id: 'isolation-edge-published-on-ipv6',
    title: 'The edge is published on every address, IPv6 too',
    cites: 'plan, traps: the proxy shows every IPv6 client as the gateway, one rate-limit bucket for all',
    claims: ['ISO-03'],
    roles: ['edge'],
    where: 'static',
    break: ({ service }) => {
      for (const port of service('edge').ports ?? []) delete port.host_ip
    },
  },
  {
    id: 'isolation-api-in-host-network',
    title: 'The API lives in the network of the host',
    cites: 'CIS Docker 5.10: no wall is left',
    claims: ['CFG-09', 'ISO-01', 'ISO-03', 'ISO-04'],
    roles: ['api'],
    where: 'static',
    break: ({ service }) => {
      delete service('api').networks
      service('api').network_mode = 'host'
    },
  },
  {
    id: 'isolation-edge-answers-on-gateways',
    title: 'The edge is published on every address of the host where one was promised',
    cites: 'lab notes: what listens on 0.0.0.0 answers containers on every gateway',
    claims: ['ISO-03', 'ISO-08'],
    roles: ['edge'],
    where: 'stack',
    break: ({ service }) => {
      for (const port of service('edge').ports ?? []) port.host_ip = '0.0.0.0'
    },
  },
  {
    id: 'isolation-api-on-another-project',
    title: 'The API stands on the network of another project',
    cites: 'plan 3.1: an external network that someone shared for a day',
    claims: ['ISO-04', 'ISO-05', 'ISO-06', 'ISO-07'],
    roles: ['api'],
    where: 'stack',
    break: (target) => {
      const run = /^stackproof-[0-9a-f]+/.exec(target.compose.name ?? '')?.[0] ?? ''
      target.compose.networks.neighbour = { name: `${run}-neighbour`, external: true }
      join(target, 'api', { neighbour: {} })
    },
  },
]
