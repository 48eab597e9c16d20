import { onUnmounted } from 'vue'

/** What the server may say has changed. */
export type Change = 'clients' | 'appointments' | 'notes' | 'attachments'

const loggedOff = 4401
const againMs = 5_000

const listeners = new Set<{ change: Change; reload: () => unknown }>()
let socket: WebSocket | undefined
let again: ReturnType<typeof setTimeout> | undefined

/**
 * Gives what begins to listen: from then on `reload` is called whenever the server says that this has changed, for as
 * long as the component is shown. All listen to one socket, which stays until `stopUpdates`.
 */
export function useUpdates(change: Change, reload: () => unknown): () => void {
  const listener = { change, reload }
  let shown = true
  onUnmounted(() => {
    shown = false
    listeners.delete(listener)
  })
  return () => {
    if (!shown) return
    listeners.add(listener)
    open()
  }
}

/** Ends the socket before a log-off; one that is on its way arrives first, for the server would refuse it after that. */
export async function stopUpdates(): Promise<void> {
  clearTimeout(again)
  const last = socket
  socket = undefined
  if (last?.readyState === WebSocket.CONNECTING)
    await new Promise((arrived) => {
      last.onopen = arrived
      last.onclose = arrived
    })
  last?.close()
}

function open(): void {
  clearTimeout(again)
  if (socket !== undefined && socket.readyState <= WebSocket.OPEN) return
  const own = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws/updates`)
  socket = own
  own.onmessage = ({ data }) => {
    const { changed } = JSON.parse(data)
    for (const { change, reload } of listeners) if (change === changed) reload()
  }
  own.onclose = ({ code }) => {
    if (socket === own && code !== loggedOff) again = setTimeout(open, againMs)
  }
}
