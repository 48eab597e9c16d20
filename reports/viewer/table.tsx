import type { JSX } from 'vue/jsx-runtime'

type TableProps = { name: string; head: readonly string[]; rows: readonly JSX.Element[] }

/** A table that scrolls by itself where the page is narrow, by keyboard too (WCAG 2.1.1). */
export function Table({ name, head, rows }: TableProps) {
  return (
    <section class="scroll" tabindex={0} aria-label={name}>
      <table>
        <thead>
          <tr>
            {head.map((one) => (
              <th scope="col">{one}</th>
            ))}
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
    </section>
  )
}
