import type { RegisteredClaim } from '../harness/claims/registry.ts'

/** `docs/claims.md`: every claim with what it asks, where it is tried, and the next step when it is red. */
export function claimsDocument(claims: readonly RegisteredClaim[]): string {
  const areas = [...Map.groupBy(claims, ({ area }) => area)]
  return [
    '# Claims',
    '',
    `Written by \`./stackproof claims --write\`; ${claims.length} claims in ${areas.length} areas.`,
    '',
    '**files** is tried on the Compose files alone, **stack** on a raised one, **live** by `smoke` on a deploy; **folder** by `inspect`, on all that a folder ships.',
    ...areas.flatMap(([area, own]) => ['', `## ${area}`, '', ...own.flatMap(lines)]),
    '',
  ].join('\n')
}

function lines({ id, spec }: RegisteredClaim): string[] {
  const where = [
    ...(spec.of === 'folder' ? ['folder'] : spec.vantages.includes('static') ? ['files'] : []),
    ...(spec.vantages.includes('ephemeral') ? ['stack'] : []),
    ...(spec.vantages.includes('live') ? ['live'] : []),
  ]
  return [
    `- **${id}** ${spec.title} (${spec.severity}; ${where.join(', ')}; ${spec.criteria.map((one) => `\`${one}\``).join(', ')})  `,
    `  ${spec.remedy}`,
  ]
}
