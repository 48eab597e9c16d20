import { endOnSignal } from './shutdown.ts'

// Before the rest is loaded, which takes a while.
endOnSignal()
await import('./work.ts')
