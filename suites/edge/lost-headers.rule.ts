import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { type Directive, walkNginx } from '../../harness/folder/nginx.ts'

/** Headers that protect whoever reads an answer; a lost cache header is another matter. */
export const protective =
  /^(strict-transport-security|content-security-policy|x-frame-options|x-content-type-options|referrer-policy|permissions-policy)$/i

const conf = (text: string) => ({ 'nginx/nginx.conf': text })
const hsts = 'add_header Strict-Transport-Security "max-age=31536000" always;'

/** `add_header` is inherited only by a block that has none of its own. */
export const lostHeaders = folderRule({
  claim: 'EDGE-50',
  read: ({ nginx }) => nginx.flatMap(({ directives }) => read(directives)),
  red: [
    conf(
      `http { ${hsts}\nserver { listen 443 ssl;\nlocation /static/ { add_header Cache-Control "public";\n } } }`,
    ),
    conf(
      `server { ${hsts}\nadd_header X-Frame-Options DENY always;\nlocation / { ${hsts}\n proxy_pass http://api; } }`,
    ),
    {
      'nginx/conf.d/a.conf':
        'server { include snippets/h.conf;\nlocation = /x { add_header X-Robots-Tag none;\n return 204; } }',
      'nginx/snippets/h.conf': `${hsts}\n`,
    },
    conf(
      `server { include /etc/elsewhere/tls.conf;\n${hsts}\nlocation /s/ { add_header Cache-Control public; } }`,
    ),
    conf(
      `server { add_header_inherit merge;\n${hsts}\nlocation /s/ { add_header_inherit on;\nadd_header Cache-Control public; } }`,
    ),
  ],
  green: [
    conf(`http { ${hsts}\nserver { location / { proxy_pass http://api; } } }`),
    conf(`http { ${hsts}\nserver { location /s/ { ${hsts}\nadd_header Cache-Control "public"; } } }`),
    conf(`http { add_header X-Served-By edge;\n server { ${hsts}\n location / { root /srv; } } }`),
    {
      'nginx/a.conf': `server { ${hsts}\nlocation /s/ { include h.conf;\nadd_header Cache-Control public; } }`,
      'nginx/h.conf': `${hsts}\n`,
    },
    conf(
      `http { ${hsts}\nserver { include /etc/elsewhere/tls.conf;\nadd_header X-Served-By edge;\nlocation /s/ { add_header Cache-Control public; } } }`,
    ),
    conf(
      `http { add_header_inherit merge;\nserver { ${hsts}\nlocation /s/ { add_header Cache-Control public; } } }`,
    ),
    conf(
      `server { ${hsts}\nlocation /api/ { if ($request_method = OPTIONS) { add_header Allow GET;\nreturn 204; } } }`,
    ),
    conf(`server { ${hsts}\nlocation = /health { add_header Content-Type text/plain; return 200 "ok"; } }`),
    {
      'nginx/default.conf':
        'server { location /s/ { add_header Cache-Control public; root /srv; } }\ninclude /var/www/nginx/domains/*.conf;',
      'nginx/_headers.conf': 'add_header X-Frame-Options DENY always;\n',
    },
    conf(
      `server { ${hsts}\nlocation /s/ { include /etc/elsewhere/headers.conf;\nadd_header Cache-Control public; } }`,
    ),
  ],
})

function read(directives: readonly Directive[]): Finding[] {
  return [...walkNginx(directives)].flatMap(({ directive, above }): Finding[] => {
    const own = namesIn(directive.block ?? [])
    if (own === undefined || own.length === 0 || saysOneWord(directive) || isPreflight(directive)) return []
    if (merges([directives, ...above.map(({ block = [] }) => block), directive.block ?? []])) return []
    const inherited = above
      .toReversed()
      .map((one) => visibleIn(one.block ?? []))
      .find((names) => names.length > 0)
    const top = visibleIn(directives)
    const lost = [...new Set(inherited ?? top)].filter((name) => protective.test(name) && !own.includes(name))
    const at = (directive.block ?? []).find(({ name }) => name === 'add_header')?.at ?? directive.at
    const subject = [directive.name, ...directive.args].join(' ')
    return [
      found({
        at,
        subject,
        property: 'headers lost by an add_header of its own',
        expected: [],
        found: lost,
        ok: lost.length === 0,
      }),
    ]
  })
}

/** A location that answers `ok` to a monitor: no browser shows it. */
function saysOneWord({ name, block = [] }: Directive): boolean {
  const returns = block.find((one) => one.name === 'return')
  const isPage = block.some(({ args }) => args.some((word) => /text\/html/.test(word)))
  return (
    name === 'location' &&
    returns !== undefined &&
    !/^(https?:|\/|\$)/.test(returns.args[1] ?? '/') &&
    !isPage
  )
}

/** Names of the headers that a block adds, in small letters; undefined where a file that is not here may add more. */
function namesIn(block: readonly Directive[]): string[] | undefined {
  if (
    block.some(
      ({ name, args }) => name === 'include' && !/mime\.types|fastcgi|uwsgi|proxy_params/.test(args[0] ?? ''),
    )
  )
    return undefined
  return visibleIn(block)
}

/** Those that stand there: they hide what is above them, whatever else a file adds. */
function visibleIn(block: readonly Directive[]): string[] {
  return block.flatMap(({ name, args }) => (name === 'add_header' ? [args[0]?.toLowerCase() ?? ''] : []))
}

/** Since 1.29.3 a block may add to what is above it; the nearest says so, for all within. */
function merges(blocks: readonly (readonly Directive[])[]): boolean {
  return blocks.flat().findLast(({ name }) => name === 'add_header_inherit')?.args[0] === 'merge'
}

/** The answer to a preflight has no body, and no page comes of it. */
function isPreflight({ name, args, block = [] }: Directive): boolean {
  const test = args.join(' ')
  const returns = block.find((one) => one.name === 'return')
  return (
    name === 'if' &&
    test.includes('$request_method') &&
    test.includes('OPTIONS') &&
    returns?.args.length === 1
  )
}
