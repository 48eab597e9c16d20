import { ListrLogger, ListrLogLevels } from 'listr2'
import type { ImageEvent } from '../harness/images/prepared.ts'
import type { Arguments } from './arguments.ts'

/** Live on a terminal, plain lines on a pipe; beside the JSON of standard output, plain lines on standard error. */
export function listrOptions({ json }: Pick<Arguments, 'json'>) {
  const logger = new ListrLogger({ useIcons: true, toStderr: json ? Object.values(ListrLogLevels) : [] })
  return {
    renderer: 'default',
    fallbackRenderer: 'simple',
    fallbackRendererCondition: () => json || !process.stdout.isTTY,
    fallbackRendererOptions: { logger },
    exitOnError: true,
    // Its own listener ends the process at once; ours tidies up first (harness/stack/open-run.ts).
    registerSignalListeners: false,
  } as const
}

/** One line per image that had to be pulled or built; what was at hand is not worth a line. */
export function tellImage(event: ImageEvent, tell: (text: string) => void): void {
  if (event.state === 'reused') return
  const seconds = event.seconds === undefined ? '' : ` after ${event.seconds.toFixed(0)} s`
  tell(`${event.name}: ${event.state}${seconds}`)
}
