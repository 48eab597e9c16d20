import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach } from 'vitest'
import { createMemoryHistory } from 'vue-router'
import App from '../src/App.vue'
import { makeRouter } from '../src/router.ts'

enableAutoUnmount(afterEach)

/** The whole application at a path, as a person would see it once everything is loaded. */
export async function visit(path: string) {
  const router = makeRouter(createMemoryHistory())
  await router.push(path)
  const page = mount(App, { global: { plugins: [router] }, attachTo: document.body })
  await flushPromises()
  return {
    page,
    path: () => router.currentRoute.value.path,
    text: () => page.text(),
    alert: () => page.find('[role=alert]'),
    async fill(values: Record<string, string>) {
      for (const [label, value] of Object.entries(values)) await page.get(fieldOf(label)).setValue(value)
    },
    async submit() {
      await page.get('form').trigger('submit')
      await flushPromises()
    },
  }
}

/** The input that a label names: a label without its input is an error here, as it is for a screen reader. */
function fieldOf(label: string): string {
  const labels = [...document.querySelectorAll('label')]
  const found = labels.findLast((element) => element.textContent?.startsWith(label))
  if (!found)
    throw new Error(`label: expected ${label}, found ${labels.map((element) => element.textContent)}`)
  return `#${found.htmlFor}`
}
