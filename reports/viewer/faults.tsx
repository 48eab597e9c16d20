import type { Run } from '../record/run.ts'
import { seconds } from '../render/findings.ts'
import { badge } from './claim.tsx'
import { Table } from './table.tsx'

const head = ['Outcome', 'Fault', 'Names', 'Seen by', 'Took']

/** Each fault beside the claims that it names, and what saw it. */
export function Faults({ run: { faults = [] } }: { run: Run }) {
  const rows = faults.map(({ id, title, outcome, claims, by = [], durationMs, reason, kind }) => (
    <tr>
      <td>{badge(outcome)}</td>
      <td>
        <b>{id}</b> {title} {reason && <small>{reason}</small>}
      </td>
      {/* A generated one names none: all that were tried stand there. */}
      <td>{kind === 'generated' ? `any of ${claims.length}` : claims.join(', ')}</td>
      <td>{by.join(', ')}</td>
      <td>{seconds(durationMs)}</td>
    </tr>
  ))
  return (
    <section aria-labelledby="faults">
      <h2 id="faults">Faults and claims</h2>
      <Table name="Faults" head={head} rows={rows} />
    </section>
  )
}
