import type { Fault } from '../../harness/faults/fault.ts'
import { join, leave } from './network-changes.ts'

const mustNotMeet = 'plan 3.1: the wall between services is the network, not the service'
const mustMeet = 'plan, traps: Nginx on frontend only cannot reach the API; a wall too many is an outage'

/** A network too many or one too few between two services. */
export const wallFaults: readonly Fault[] = [
  {
    id: 'isolation-web-on-database-network',
    title: 'Web stands on the network of the database',
    cites: mustNotMeet,
    claims: ['ISO-02'],
    roles: ['web', 'database'],
    where: 'stack',
    break: (target) => join(target, 'web', target.networksOf('database')),
  },
  {
    id: 'isolation-edge-on-database-network',
    title: 'The edge stands on the network of the database',
    cites: mustNotMeet,
    claims: ['ISO-02'],
    roles: ['edge', 'database'],
    where: 'static',
    break: (target) => join(target, 'edge', target.networksOf('database')),
  },
  {
    id: 'isolation-cache-on-web-network',
    title: 'The cache stands on the network of web',
    cites: mustNotMeet,
    claims: ['ISO-02'],
    roles: ['web', 'cache'],
    where: 'static',
    break: (target) => join(target, 'cache', target.networksOf('web')),
  },
  {
    id: 'isolation-stray-on-database-network',
    title: 'A service that no role names stands on the network of the database',
    cites: 'an admin tool left in the file after a debugging session is in nobody’s list',
    claims: ['ISO-02'],
    roles: ['web', 'database'],
    where: 'static',
    break: ({ compose, service, networksOf }) => {
      const keys = Object.keys(networksOf('database')).map((key) => [key, null])
      compose.services.stray = { ...service('web'), networks: Object.fromEntries(keys) }
    },
  },
  {
    id: 'isolation-migrate-on-web-network',
    title: 'The migration stands on the network of the web server too',
    cites: 'a one-shot that nobody looks at, with the password of the schema’s owner',
    claims: ['ISO-02'],
    roles: ['migrate', 'web'],
    where: 'stack',
    break: (target) => join(target, 'migrate', target.networksOf('web')),
  },
  {
    id: 'isolation-edge-apart-from-api',
    title: 'The edge shares no network with web and API',
    cites: mustMeet,
    claims: ['ISO-01'],
    roles: ['edge', 'web', 'api'],
    where: 'static',
    break: (target) => leave(target, 'edge', target.networksOf('web')),
  },
  {
    id: 'isolation-api-apart-from-database',
    title: 'The API shares no network with the database',
    cites: mustMeet,
    claims: ['ISO-01'],
    roles: ['api', 'database'],
    where: 'static',
    break: (target) => leave(target, 'api', target.networksOf('database')),
  },
  {
    id: 'isolation-worker-apart-from-cache',
    title: 'The worker shares no network with the cache',
    cites: mustMeet,
    claims: ['ISO-01'],
    roles: ['worker', 'cache'],
    where: 'static',
    break: (target) => leave(target, 'worker', target.networksOf('cache')),
  },
]
