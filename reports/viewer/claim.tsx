import type { ClaimEntry, FaultEntry, Observation, Run } from '../record/run.ts'
import { escapedFaults, missedMeasures, notOk, shown, whereOf } from '../render/findings.ts'
import { anchorOf } from './matches.ts'

/** One claim may fail in a hundred places; all of them stand with the claim itself. */
const mostShown = 5

/** What a person has to see to, the gravest first: expected, found, where, what to do. */
export function Red({ run, entries }: { run: Run; entries: readonly ClaimEntry[] }) {
  return (
    <section aria-labelledby="red">
      <h2 id="red">What is wrong</h2>
      {entries.map((entry) => (
        <article class={`red ${entry.verdict}`}>
          <h3>
            {badge(entry.verdict)} <a href={`#${anchorOf(entry)}`}>{entry.id}</a> {entry.title}{' '}
            <small>
              {entry.severity}, {entry.vantage}
            </small>
          </h3>
          {entry.reason && <p class="reason">{entry.reason}</p>}
          {notOk(entry)
            .slice(0, mostShown)
            .map((one) => (
              <Wrong entry={entry} one={one} />
            ))}
          {notOk(entry).length > mostShown && (
            <p>
              <a href={`#${anchorOf(entry)}`}>and {notOk(entry).length - mostShown} more</a>
            </p>
          )}
          {entry.remedy && (
            <p class="next">
              <strong>Next:</strong> {entry.remedy}
            </p>
          )}
        </article>
      ))}
      {escapedFaults(run).map((fault) => (
        <Escaped fault={fault} />
      ))}
      {missedMeasures(run).map(({ name, value, unit, budget, verdict = 'fail' }) => (
        <article class="red fail">
          <h3>
            {badge(verdict)} {name}
          </h3>
          <p>
            {value} {unit}
            {budget !== undefined && `, budget ${budget} ${unit}`}
          </p>
        </article>
      ))}
    </section>
  )
}

function Wrong({ entry, one }: { entry: ClaimEntry; one: Observation }) {
  return (
    <dl class="wrong">
      <dt>{one.role === 'control' ? 'Control on' : 'Subject'}</dt>
      <dd>
        <strong>{one.subject}</strong>: {one.property}
      </dd>
      <dt>Expected</dt>
      <dd>
        <code>{shown(one.expected)}</code>
      </dd>
      <dt>Found</dt>
      <dd>
        <code>{shown(one.actual)}</code>
      </dd>
      <dt>Where</dt>
      <dd>{whereOf(entry, one)}</dd>
    </dl>
  )
}

function Escaped({ fault: { id, title, outcome, claims, reason } }: { fault: FaultEntry }) {
  return (
    <article class="red fail">
      <h3>
        {badge(outcome)} {id} {title}
      </h3>
      <p>
        Names {claims.join(', ')}.{reason && ` ${reason}`}
      </p>
    </article>
  )
}

/** A verdict in words: colour alone tells nobody who does not see it. */
export function badge(verdict: string) {
  return <span class={`badge ${verdict}`}>{verdict}</span>
}
