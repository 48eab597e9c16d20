import type { ImageEvent } from '../harness/images/prepared.ts'

/** Live on a terminal, plain lines on a pipe. */
export const listrOptions = {
  renderer: 'default',
  fallbackRenderer: 'simple',
  fallbackRendererCondition: () => !process.stdout.isTTY,
  exitOnError: true,
  // Its own listener ends the process at once; ours tidies up first (harness/stack/open-run.ts).
  registerSignalListeners: false,
} as const

/** One line per image that had to be pulled or built; what was at hand is not worth a line. */
export function tellImage(event: ImageEvent, tell: (text: string) => void): void {
  if (event.state === 'reused') return
  const seconds = event.seconds === undefined ? '' : ` after ${event.seconds.toFixed(0)} s`
  tell(`${event.name}: ${event.state}${seconds}`)
}
