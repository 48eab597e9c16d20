import { Listr } from 'listr2'
import { openRun } from '../harness/stack/open-run.ts'
import type { RaisedStack } from '../harness/stack/raise.ts'
import type { ExitCode } from '../reports/record/run.ts'
import type { Arguments } from './arguments.ts'
import { openConfig, outOf } from './open-call.ts'
import { listrOptions, tellImage } from './progress.ts'
import { readPublished } from './published.ts'
import { openStage, type Stage, stageImages } from './stage.ts'

/** Raises a stack to look at and leaves it standing until `down`; prints where it answers and where its log-ins are. */
export async function run(call: Arguments): Promise<ExitCode> {
  const published = readPublished(call)
  const loaded = await openConfig(call)
  await using running = await openRun('gate', outOf(call))
  await using undo = new AsyncDisposableStack()
  const made: { stage?: Stage; stack?: RaisedStack | undefined } = {}
  const steps = new Listr(
    [
      {
        title: 'Images',
        task: async (_, task) => {
          const images = await stageImages(running, loaded, (event) =>
            tellImage(event, (text) => (task.output = text)),
          )
          made.stage = undo.use(openStage(running, loaded, images))
        },
      },
      { title: 'Stack', task: async () => (made.stack = await made.stage?.raise('look', { published })) },
    ],
    listrOptions(call),
  )
  await running.interruptible(() => steps.run())
  await running.keep()
  undo.move()
  if (made.stack) console.log(tell(made.stack, loaded.config.edge.serverName))
  return 0
}

function tell({ handle, project }: RaisedStack, serverName: string): string {
  const { address, httpPort, httpsPort } = handle.published
  return [
    '',
    `HTTPS     https://${address}:${httpsPort}   for the host name ${serverName}`,
    `HTTP      http://${address}:${httpPort}`,
    `mail      ${handle.mail?.api ?? 'none'}`,
    `secrets   ${handle.directory}`,
    `settings  ${project.envFile}`,
    `logs      docker compose --project-name ${project.project} logs --follow`,
    'down      ./stackproof down',
  ].join('\n')
}
