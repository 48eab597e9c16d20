import type { Fault } from '../../harness/faults/fault.ts'
import { type Patch, patched } from './patch.ts'

const servers = '/etc/nginx/servers.conf'
const limits = '/etc/nginx/limits.conf'
const auth = 'limit_req zone=auth burst=5 nodelay;'
const api = 'limit_req zone=api burst=20 nodelay;'

const changes: Patch[] = [
  {
    id: 'edge-auth-limit-removed',
    title: 'Log-in has no rate limit',
    cites: 'credential stuffing at line speed',
    claims: ['EDGE-05', 'EDGE-07', 'EDGE-08', 'EDGE-14'],
    file: servers,
    find: auth,
    replace: '',
  },
  {
    id: 'edge-auth-burst-wider',
    title: 'Log-in admits twice the burst',
    cites: 'plan 3.11: burst 5',
    claims: ['EDGE-05'],
    file: servers,
    find: auth,
    replace: 'limit_req zone=auth burst=10 nodelay;',
  },
  {
    id: 'edge-auth-rate-faster',
    title: 'Log-in admits seven requests a minute',
    cites: 'plan 3.11: 5 requests a minute',
    claims: ['EDGE-05'],
    file: limits,
    find: 'rate=5r/m',
    replace: 'rate=7r/m',
  },
  {
    id: 'edge-api-limit-removed',
    title: 'The API has no rate limit',
    cites: 'one script takes the API down for all',
    claims: ['EDGE-06', 'EDGE-07', 'EDGE-08'],
    file: servers,
    find: api,
    replace: '',
  },
  {
    id: 'edge-api-burst-narrower',
    title: 'The API admits a burst of five',
    cites: 'a page that loads twenty things at once breaks',
    claims: ['EDGE-06'],
    file: servers,
    find: api,
    replace: 'limit_req zone=api burst=5 nodelay;',
  },
  {
    id: 'edge-api-rate-faster',
    title: 'The API admits twelve requests a second',
    cites: 'plan 3.11: 10 requests a second',
    claims: ['EDGE-06'],
    file: limits,
    find: 'rate=10r/s',
    replace: 'rate=12r/s',
  },
  {
    id: 'edge-trusts-forwarded-for',
    title: 'The client address is taken from X-Forwarded-For',
    cites: 'any client names its own bucket',
    claims: ['EDGE-07'],
    file: limits,
    find: 'limit_req_status 429;',
    replace: 'limit_req_status 429;\nset_real_ip_from 0.0.0.0/0;\nreal_ip_header X-Forwarded-For;',
  },
  {
    id: 'edge-auth-limit-by-spelling',
    title: 'Log-in is counted by its path as it was sent',
    cites: 'a map on $request_uri: a query, or one letter encoded, and nobody counts',
    claims: ['EDGE-14'],
    file: limits,
    find: 'limit_req_zone $binary_remote_addr zone=auth:',
    replace:
      "map $request_uri $counted { ~^/api/v1/auth/login$ $binary_remote_addr; default ''; }\nlimit_req_zone $counted zone=auth:",
  },
]

/** A small bucket: how much of a large one is missing from anyone's burst depends on who asks beside it. */
const byPath: Fault = {
  id: 'edge-api-limit-by-path',
  title: 'The API limit counts paths instead of clients, five at once',
  cites: 'trap: one bucket for all clients',
  claims: ['EDGE-06', 'EDGE-08'],
  roles: ['edge', 'api'],
  where: 'stack',
  break: (target) => {
    target.patch(
      'edge',
      limits,
      'limit_req_zone $binary_remote_addr zone=api',
      'limit_req_zone $uri zone=api',
    )
    target.patch('edge', servers, api, 'limit_req zone=api burst=5 nodelay;')
  },
}

/** Each limit removed, widened, narrowed, or keyed by the wrong thing. */
export const limitFaults: readonly Fault[] = [
  ...changes.map((change) => patched(change, ['edge', 'api'])),
  byPath,
]
