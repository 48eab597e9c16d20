import { createApp } from 'vue'
import type { Run } from '../record/run.ts'
import type { Changes } from '../render/changes.ts'
import { Page } from './page.tsx'
import './look.css'
import './tables.css'

/** Data stands in the page as text that no browser runs. */
function embedded(id: string) {
  const text = document.getElementById(id)?.textContent
  return text ? JSON.parse(text) : undefined
}

const run: Run | undefined = embedded('run')
const changes: Changes | undefined = embedded('changes')
if (run === undefined) throw new Error('report: expected a record in the page, found none')
document.title = `${run.run.profile} of ${run.target.name}`
createApp(Page, { run, changes }).mount('#page')
