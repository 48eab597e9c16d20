import type { Cell, Reachability } from './reachability.ts'
import { Table } from './table.tsx'

const signs = { answered: '✓', closed: '·', extra: '✗', missing: '✗' } as const
const meanings = {
  answered: 'declared and open',
  closed: 'neither declared nor open',
  extra: 'open and not declared',
  missing: 'declared and not open',
} as const

/** Who reaches whom, as a picture: declared against observed. */
export function Matrix({ ways: { from, to, cell } }: { ways: Reachability }) {
  const rows = from.map((row) => (
    <tr>
      <th scope="row">{row}</th>
      {to.map((column) => (
        <Way way={cell(row, column)} title={`${row} to ${column}`} />
      ))}
    </tr>
  ))
  return (
    <section class="matrix" aria-labelledby="ways">
      <h2 id="ways">Who reaches whom</h2>
      <Table name="Reachability" head={['from ↓ to →', ...to]} rows={rows} />
      <ul class="legend">
        {(['answered', 'closed', 'extra', 'missing'] as const).map((state) => (
          <li>
            <span class={`way ${state}`} aria-hidden="true">
              {signs[state]}
            </span>{' '}
            {meanings[state]}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Way({ way, title }: { way: Cell | undefined; title: string }) {
  if (way === undefined) return <td class="way untried" />
  const { state, details, claim } = way
  return (
    <td class={`way ${state}`} title={`${title}: ${meanings[state]}\n${details.join('\n')}`}>
      <a href={`#${claim}`} aria-label={`${title}: ${meanings[state]}`}>
        {signs[state]}
      </a>
    </td>
  )
}
