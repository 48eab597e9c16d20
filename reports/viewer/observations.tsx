import type { ClaimEntry, Observation } from '../record/run.ts'
import { shown } from '../render/findings.ts'
import { Table } from './table.tsx'

const head = ['Role', 'From', 'Subject', 'Property', 'Expected', 'Found', 'Place or time']

/** What was seen: what is wrong first, then the evidence, then the controls that show the probe can see. */
export function Observations({ entry: { id, vantage, observations } }: { entry: ClaimEntry }) {
  if (observations.length === 0) return <p>Nothing was observed.</p>
  const order = (one: Observation) => (one.ok ? 2 : 0) + (one.role === 'control' ? 1 : 0)
  const rows = observations
    .toSorted((a, b) => order(a) - order(b))
    .map((one) => (
      <tr class={one.ok ? one.role : 'not-ok'}>
        <td>
          {one.ok ? '' : 'not ok, '}
          {one.role}
        </td>
        <td>{one.from}</td>
        <td>{one.subject}</td>
        <td>{one.property}</td>
        <td>
          <code>{shown(one.expected)}</code>
        </td>
        <td>
          <code>{shown(one.actual)}</code>
        </td>
        <td>{one.file ?? one.at?.slice(11, 23) ?? ''}</td>
      </tr>
    ))
  return <Table name={`Observations of ${id}, ${vantage}`} head={head} rows={rows} />
}
