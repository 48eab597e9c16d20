import type { Fault } from '../../harness/faults/fault.ts'
import { forEach, join, leave, masqueraded, open } from './network-changes.ts'

/** A way out takes all three along: TCP, names, and the address that hands out credentials. */
const wayOut = ['ISO-04', 'ISO-05', 'ISO-07']

/** Networks that let out what must stay in, or keep in what must get out. */
export const wayOutFaults: readonly Fault[] = [
  {
    id: 'isolation-database-network-not-internal',
    title: 'The network of the database is not internal',
    cites: 'plan 3.1: the database network is internal',
    claims: wayOut,
    roles: ['database'],
    where: 'stack',
    break: ({ networksOf }) => forEach(networksOf('database'), (network) => void delete network.internal),
  },
  {
    id: 'isolation-web-network-not-internal',
    title: 'The network that edge, web and API share is not internal',
    cites: 'plan, traps: whoever shares a routed network with the edge has the internet',
    claims: wayOut,
    roles: ['web'],
    where: 'stack',
    break: ({ networksOf }) => forEach(networksOf('web'), (network) => void delete network.internal),
  },
  {
    id: 'isolation-edge-network-masquerades',
    title: 'The network that publishes masquerades',
    cites: 'plan, traps: a network that publishes ports also routes out',
    claims: wayOut,
    roles: ['edge'],
    where: 'stack',
    break: ({ networksOf }) => forEach(open(networksOf('edge')), masqueraded),
  },
  {
    id: 'isolation-api-on-published-network',
    title: 'The API stands on the network that publishes',
    cites: 'plan, traps: one-way datagrams leave by it; it is the edge’s alone',
    claims: ['ISO-04'],
    roles: ['edge', 'api'],
    where: 'static',
    break: (target) => join(target, 'api', open(target.networksOf('edge'))),
  },
  {
    id: 'isolation-api-on-routed-edge-network',
    title: 'The API stands on a published network that masquerades',
    cites: 'plan, traps: putting the API on frontend gives it the internet',
    claims: wayOut,
    roles: ['edge', 'api'],
    where: 'stack',
    break: (target) => {
      forEach(open(target.networksOf('edge')), masqueraded)
      join(target, 'api', open(target.networksOf('edge')))
    },
  },
  {
    id: 'isolation-api-on-egress-network',
    title: 'The API stands on the network of those that call out',
    cites: 'plan, traps: only the services that must call out',
    claims: wayOut,
    roles: ['worker', 'api'],
    where: 'stack',
    break: (target) => join(target, 'api', open(target.networksOf('worker'))),
  },
  {
    id: 'isolation-worker-without-egress',
    title: 'The worker cannot call out',
    cites: 'plan, traps: worker on internal networks only: no e-mail goes out',
    claims: ['ISO-04', 'APP-02', 'APP-16', 'APP-20', 'APP-24'],
    roles: ['worker'],
    where: 'stack',
    break: (target) => leave(target, 'worker', open(target.networksOf('worker'))),
  },
  {
    id: 'isolation-edge-network-has-ipv6',
    title: 'The network that publishes has IPv6, which masquerading does not stop',
    cites: 'plan, traps: frontend is published on IPv4 only',
    claims: ['ISO-04'],
    roles: ['edge'],
    where: 'static',
    break: ({ networksOf }) =>
      forEach(open(networksOf('edge')), (network) => {
        network.enable_ipv6 = true
      }),
  },
]
