import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import { walkNginx } from '../../harness/folder/nginx.ts'
import { protective } from './lost-headers.rule.ts'

/** Without `always` a header is missing on every answer that is an error. */
export const always = folderRule({
  claim: 'EDGE-51',
  read: ({ nginx }) =>
    nginx.flatMap(({ directives }) =>
      [...walkNginx(directives)].flatMap(({ directive: { name, args, at } }) => {
        const [header = ''] = args
        if (name !== 'add_header' || !protective.test(header)) return []
        const ok = args.at(-1) === 'always' || args[1] === ''
        return [
          found({ at, subject: header, property: 'sent with errors too', expected: true, found: ok, ok }),
        ]
      }),
    ),
  red: [
    { 'nginx.conf': 'server { add_header X-Frame-Options DENY; }' },
    {
      'deploy/nginx/site.conf.template':
        'server { add_header Strict-Transport-Security "max-age=1; includeSubDomains"; }',
    },
  ],
  green: [
    { 'nginx.conf': 'server { add_header X-Frame-Options DENY always; add_header Cache-Control public; }' },
    { 'nginx.conf': 'server { add_header X-Frame-Options ""; }' },
  ],
})
