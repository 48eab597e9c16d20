import type { ClaimEntry } from '../record/run.ts'
import { seconds } from '../render/findings.ts'
import { badge } from './claim.tsx'
import { anchorOf } from './matches.ts'
import { Observations } from './observations.tsx'

type AreasProps = {
  claims: readonly ClaimEntry[]
  all: number
  query: string
  opened: ReadonlySet<string>
  ask: (query: string) => void
  reveal: (entry: ClaimEntry, open: boolean) => void
}

/** Every claim by area; what was seen of it is drawn once it is opened. */
export function Areas({ claims, all, query, opened, ask, reveal }: AreasProps) {
  const areas = [...Map.groupBy(claims, ({ area }) => area)]
  return (
    <section aria-labelledby="claims">
      <h2 id="claims">Claims</h2>
      <label class="search">
        Search{' '}
        <input
          type="search"
          value={query}
          placeholder="id, word, service, file, criterion"
          onInput={(event: Event) => ask((event.target as HTMLInputElement).value)}
        />
        <output>
          {claims.length} of {all}
        </output>
      </label>
      {areas.map(([area, own]) => (
        <section key={area} aria-labelledby={`area-${area}`}>
          <h3 id={`area-${area}`}>
            {area} <small>{told(own)}</small>
          </h3>
          {own.map((entry) => claim({ entry, open: opened.has(anchorOf(entry)), reveal }))}
        </section>
      ))}
    </section>
  )
}

function told(own: readonly ClaimEntry[]): string {
  return [...Map.groupBy(own, ({ verdict }) => verdict)]
    .map(([verdict, of]) => `${of.length} ${verdict}`)
    .join(', ')
}

type ClaimProps = { entry: ClaimEntry; open: boolean; reveal: AreasProps['reveal'] }

/** Called, not mounted: a thousand components take longer than a thousand claims. */
function claim({ entry, open, reveal }: ClaimProps) {
  const { id, title, verdict, severity, vantage, durationMs, observations } = entry
  return (
    <details
      key={anchorOf(entry)}
      id={anchorOf(entry)}
      class="claim"
      open={open}
      onToggle={(event: Event) => reveal(entry, (event.target as HTMLDetailsElement).open)}
    >
      <summary>
        {badge(verdict)} <b>{id}</b> {title}{' '}
        <small>
          {severity}, {vantage}, {observations.length} observations, {seconds(durationMs)}
        </small>
      </summary>
      {open && <Told entry={entry} />}
    </details>
  )
}

function Told({ entry }: { entry: ClaimEntry }) {
  const { reason, remedy, source, criteria = [], waiver, attachments = [], underlying } = entry
  const rows: [string, string | undefined][] = [
    ['Reason', reason],
    ['Next', remedy],
    ['Criteria', criteria.join(', ') || undefined],
    ['Tried by', source],
    [
      'Waived',
      waiver &&
        `${waiver.subject} until ${waiver.expires}: ${waiver.justification} (underneath: ${underlying})`,
    ],
  ]
  return (
    <div class="told">
      <dl class="wrong">
        {rows.flatMap(([name, value]) => (value ? [<dt>{name}</dt>, <dd>{value}</dd>] : []))}
        {attachments.length > 0 && <dt>Attached</dt>}
        {attachments.map(({ name, path }) => (
          <dd>
            <a href={`./${path.split('/').map(encodeURIComponent).join('/')}`}>{name}</a>
          </dd>
        ))}
      </dl>
      <Observations entry={entry} />
    </div>
  )
}
