import { type Ref, ref } from 'vue'
import type { Router } from 'vue-router'
import { ApiError } from './api.ts'

/** A task behind a form: whether it runs, and the sentence to show when it failed. */
export type Attempt = {
  busy: Ref<boolean>
  error: Ref<string>
  run: (task: () => Promise<void>) => Promise<void>
}

/** Runs one task at a time and keeps what went wrong for the page to show; with a router, who is logged off is led to the log-in. */
export function useAttempt(router?: Router): Attempt {
  const busy = ref(false)
  const error = ref('')
  async function run(task: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = ''
    try {
      await task()
    } catch (cause) {
      if (router && cause instanceof ApiError && cause.status === 401) await router.push('/login')
      error.value = cause instanceof Error ? cause.message : String(cause)
    } finally {
      busy.value = false
    }
  }
  return { busy, error, run }
}
