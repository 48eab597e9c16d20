import type { Changes as Found } from '../render/changes.ts'
import { seconds } from '../render/findings.ts'
import { badge } from './claim.tsx'
import { Table } from './table.tsx'

/** What has changed since another run. */
export function Changes({ changes }: { changes: Found }) {
  const rows = rowsOf(changes)
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">
        What has changed <small>since {changes.before.startedAt.slice(0, 16).replace('T', ' ')} UTC</small>
      </h2>
      {rows.length === 0 ? (
        <p>Nothing.</p>
      ) : (
        <Table name="Changes" head={['What', 'Of', 'From', 'To']} rows={rows} />
      )}
    </section>
  )
}

function rowsOf({ verdicts, drifts, fidelity, durations }: Found) {
  return [
    ...verdicts.map(({ id, title, vantage, before = 'absent', after = 'absent' }) => (
      <Row what="verdict" of={`${id} ${title} (${vantage})`} from={badge(before)} to={badge(after)} />
    )),
    ...drifts.map(({ id, title, passes, fails }) => (
      <Row
        what="drift"
        of={`${id} ${title}`}
        from={`passes at ${passes.join(', ')}`}
        to={`fails at ${fails.join(', ')}`}
      />
    )),
    ...fidelity.came.map(({ subject, path, why }) => (
      <Row what="fidelity" of={`${subject} ${path}`} from="as declared" to={why} />
    )),
    ...fidelity.went.map(({ subject, path, why }) => (
      <Row what="fidelity" of={`${subject} ${path}`} from={why} to="as declared" />
    )),
    ...durations.map(({ name, beforeMs, afterMs }) => (
      <Row what="duration" of={name} from={seconds(beforeMs)} to={seconds(afterMs)} />
    )),
  ]
}

type RowProps = { what: string; of: string; from: unknown; to: unknown }

function Row({ what, of, from, to }: RowProps) {
  return (
    <tr>
      <td>{what}</td>
      <td>{of}</td>
      <td>{from}</td>
      <td>{to}</td>
    </tr>
  )
}
