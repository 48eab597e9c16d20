import type { Command } from './arguments.ts'

/** How `smoke` is called. */
export const smoke: Command = {
  summary: "Look at somebody's deploy from outside: certain, quick, harmless",
  examples: [
    ['stackproof smoke https://app.example.org', 'every claim that holds for a live deploy'],
    [
      'stackproof smoke https://app.example.org --against reports/out/GATE',
      'and what passed there, fails here',
    ],
    [
      'stackproof smoke https://app.test --address 127.0.0.1 --ca ca.crt',
      'a deploy that no name leads to yet',
    ],
  ],
  operand: { value: 'URL', summary: 'scheme, name and port of the deploy' },
  options: {
    address: { type: 'string', value: 'IP', summary: 'connect there, whatever the name resolves to' },
    'http-port': { type: 'string', value: 'PORT', summary: 'where plain HTTP answers; default: 80' },
    'https-port': {
      type: 'string',
      value: 'PORT',
      summary: "where HTTPS answers; default: the URL's",
    },
    ca: { type: 'string', value: 'FILE', summary: 'PEM of its authority; default: the public ones' },
    against: {
      type: 'string',
      value: 'RUN',
      summary: 'an earlier run: tell what passed there and fails here',
    },
  },
  load: () => import('./smoke.ts'),
}
