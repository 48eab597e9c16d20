import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js'
import { defineComponent, onMounted, onUnmounted, type PropType, ref } from 'vue'
import type { Run } from '../record/run.ts'
import { seconds } from '../render/findings.ts'
import { type Bar, barsOf } from './bars.ts'
import { Table } from './table.tsx'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip)

/** Where the time went: phases by their length, live claims where their observations lie. */
export const Timeline = defineComponent({
  props: { run: { type: Object as PropType<Run>, required: true } },
  setup({ run }) {
    const bars = barsOf(run)
    const canvas = ref<HTMLCanvasElement>()
    const dark = matchMedia('(prefers-color-scheme: dark)')
    let chart: Chart | undefined
    const draw = (): void => {
      chart?.destroy()
      if (canvas.value) chart = chartOf(canvas.value, bars)
    }
    // Nobody looks at it at first, and it takes a tenth of the time until the page stands.
    const sight = new IntersectionObserver(([entry]) => {
      if (chart === undefined && entry?.isIntersecting) draw()
    })
    onMounted(() => {
      if (canvas.value) sight.observe(canvas.value)
      dark.addEventListener('change', draw)
    })
    onUnmounted(() => {
      sight.disconnect()
      dark.removeEventListener('change', draw)
      chart?.destroy()
    })
    return () =>
      bars.length > 0 && (
        <section aria-labelledby="time">
          <h2 id="time">Where the time went</h2>
          <div class="chart" data-bars={Math.ceil(bars.length / 10)}>
            <canvas ref={canvas} role="img" aria-label="Phases and live claims over time; as a table below" />
          </div>
          <details>
            <summary>As a table</summary>
            <Table
              name="Time"
              head={['What', 'From', 'To']}
              rows={bars.map(({ name, fromMs, toMs }) => (
                <tr>
                  <td>{name}</td>
                  <td>{seconds(fromMs)}</td>
                  <td>{seconds(toMs)}</td>
                </tr>
              ))}
            />
          </details>
        </section>
      )
  },
})

function chartOf(canvas: HTMLCanvasElement, bars: readonly Bar[]): Chart {
  const style = getComputedStyle(canvas)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const text = { color: style.color }
  return new Chart(canvas, {
    type: 'bar',
    data: {
      labels: bars.map(({ name }) => name),
      datasets: [
        {
          data: bars.map(({ fromMs, toMs }) => [fromMs / 1000, toMs / 1000]),
          backgroundColor: bars.map(({ kind }) => colour(kind === 'phase' ? '--phase' : '--claim')),
          minBarLength: 2,
        },
      ],
    },
    options: {
      indexAxis: 'y',
      animation: false,
      maintainAspectRatio: false,
      scales: {
        x: {
          title: { display: true, text: 'seconds since the start', ...text },
          ticks: text,
          grid: { color: colour('--line') },
        },
        y: { ticks: { ...text, autoSkip: false }, grid: { display: false } },
      },
    },
  })
}
