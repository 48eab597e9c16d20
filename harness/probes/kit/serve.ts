/** Runs programs as they are asked for, one JSON line each way, until stdin ends: no process is started per probe. */
import { releaseAddresses } from './addresses.ts'
import { openKeeper } from './keeper.ts'
import { answerLines } from './peer.ts'
import { load } from './programs.ts'

answerLines(
  { input: process.stdin, output: process.stdout },
  async (request) => {
    if (request.pid !== undefined) return (await openKeeper()).ask(request)
    return (await load(request.name)).run(request.input)
  },
  () => void releaseAddresses().finally(() => process.exit(0)),
)
