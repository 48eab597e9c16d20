import type { FaultTarget } from '../../harness/faults/fault.ts'

/** Lets the bundled edge put something into what it hands on from web. */
export function rewritePage(target: FaultTarget, ...directives: string[]): void {
  const plain = "proxy_set_header Accept-Encoding '';"
  const all = [plain, ...directives, 'proxy_pass http://$upstream_web;'].map((line) => `    ${line}`)
  target.patch('edge', '/etc/nginx/servers.conf', '    proxy_pass http://$upstream_web;', all.join('\n'))
}
