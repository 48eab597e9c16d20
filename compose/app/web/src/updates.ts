import { onUnmounted } from 'vue'

/** What the server may say has changed. */
export type Change = 'clients' | 'appointments' | 'notes' | 'attachments'

const loggedOff = 4401
const againMs = 5_000

/**
 * Gives what begins to listen, once: from then on `reload` is called whenever the server says that this has changed,
 * for as long as the component is shown.
 */
export function useUpdates(change: Change, reload: () => unknown): () => void {
  let socket: WebSocket | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let shown = true
  const open = () => {
    if (!shown) return
    socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws/updates`)
    socket.onmessage = ({ data }) => {
      if (JSON.parse(data).changed === change) reload()
    }
    socket.onclose = ({ code }) => {
      if (code !== loggedOff) again = setTimeout(open, againMs)
    }
  }
  onUnmounted(() => {
    shown = false
    clearTimeout(again)
    socket?.close()
  })
  return () => {
    if (socket === undefined) open()
  }
}
