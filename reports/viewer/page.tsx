import { computed, defineComponent, nextTick, onMounted, onUnmounted, type PropType, ref } from 'vue'
import type { ClaimEntry, Run } from '../record/run.ts'
import type { Changes as Found } from '../render/changes.ts'
import { escapedFaults, missedMeasures, redClaims } from '../render/findings.ts'
import { Areas } from './areas.tsx'
import { Changes } from './changes.tsx'
import { Red } from './claim.tsx'
import { Faults } from './faults.tsx'
import { Fidelity } from './fidelity.tsx'
import { anchorOf, linked, searchIn } from './matches.ts'
import { Matrix } from './matrix.tsx'
import { reachabilityOf } from './reachability.ts'
import { Timeline } from './timeline.tsx'
import { Verdict } from './verdict.tsx'

/** The whole report: verdict first, then what is wrong, then everything. */
export const Page = defineComponent({
  props: {
    run: { type: Object as PropType<Run>, required: true },
    changes: Object as PropType<Found>,
  },
  setup({ run, changes }) {
    const query = ref('')
    const opened = ref(new Set<string>())
    /** The verdict and what is wrong are painted before a thousand claims are drawn. */
    const whole = ref(false)
    const search = searchIn(run.claims)
    const found = computed(() => search(query.value))
    const red = redClaims(run)
    const ways = reachabilityOf(run)
    const toggle = (entry: ClaimEntry, open: boolean): void => {
      const anchor = anchorOf(entry)
      if (open) opened.value.add(anchor)
      else opened.value.delete(anchor)
    }
    const follow = async (): Promise<void> => {
      const entry = linked(run, location.hash)
      if (entry === undefined) return
      query.value = ''
      toggle(entry, true)
      await nextTick()
      const element = document.getElementById(anchorOf(entry))
      element?.scrollIntoView()
      element?.querySelector<HTMLElement>('summary')?.focus()
    }
    onMounted(() => {
      addEventListener('hashchange', follow)
      requestAnimationFrame(() =>
        setTimeout(async () => {
          whole.value = true
          await nextTick()
          await follow()
        }),
      )
    })
    onUnmounted(() => removeEventListener('hashchange', follow))

    const rest = () => (
      <>
        {ways && <Matrix ways={ways} />}
        <Areas
          claims={found.value}
          all={run.claims.length}
          query={query.value}
          opened={opened.value}
          ask={(text) => {
            query.value = text
          }}
          reveal={toggle}
        />
        {(run.faults ?? []).length > 0 && <Faults run={run} />}
        {run.target.kind !== 'files' && <Fidelity entries={run.fidelity} />}
        <Timeline run={run} />
      </>
    )
    return () => (
      <>
        <Verdict run={run} />
        <main>
          {red.length + escapedFaults(run).length + missedMeasures(run).length > 0 && (
            <Red run={run} entries={red} />
          )}
          {changes && <Changes changes={changes} />}
          {whole.value && rest()}
        </main>
      </>
    )
  },
})
