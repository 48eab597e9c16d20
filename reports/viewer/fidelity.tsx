import type { FidelityEntry } from '../record/run.ts'
import { shown } from '../render/findings.ts'
import { Table } from './table.tsx'

const head = ['Subject', 'Path', 'Declared', 'Ran', 'Why']

/** Every difference between what production declares and what ran. */
export function Fidelity({ entries }: { entries: readonly FidelityEntry[] }) {
  const rows = entries.map(({ subject, path, declared, ran, why }) => (
    <tr>
      <td>{subject}</td>
      <td>{path}</td>
      <td>
        <code>{shown(declared)}</code>
      </td>
      <td>
        <code>{shown(ran)}</code>
      </td>
      <td>{why}</td>
    </tr>
  ))
  return (
    <section aria-labelledby="fidelity">
      <h2 id="fidelity">
        What ran otherwise than declared <small>{entries.length}</small>
      </h2>
      <Table name="Fidelity" head={head} rows={rows} />
    </section>
  )
}
