import axe from 'axe-core'
import { expect, type Page } from 'playwright/test'
import type { ClaimEntry, FaultEntry, Observation } from '../record/run.ts'
import { entry, failedEntry, hostile, observation, run } from '../render/sample-run.ts'
import { golden, test } from './opened.ts'

async function barriers(page: Page): Promise<string[]> {
  // Not by a script element: the page allows none but its own.
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    // @ts-expect-error axe puts itself on the window
    const { violations } = await window.axe.run()
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`,
    )
  })
}

const green = golden('green')
const red = golden('red')

test('green: the verdict is there, and nothing is said to be wrong', async ({ page, open }) => {
  await open(green)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('passed')
  await expect(page).toHaveTitle('gate of pazpaz')
  await expect(page.getByRole('heading', { name: 'What is wrong' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'edge to web: declared and open' })).toHaveText('✓')
})

test('red: what failed stands on the first screen with expected, found, where and what to do', async ({
  page,
  open,
}) => {
  await open(red)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('failed')
  const card = page.getByRole('article').first()
  await expect(card).toBeInViewport({ ratio: 1 })
  await expect(card.getByRole('definition')).toHaveText([
    'database → edge: networks that both are on, though no connection is declared',
    '[]',
    '["attic"]',
    'parts/ledger.yml:10',
    'edge → database: networks that both are on, though no connection is declared',
    '[]',
    '["attic"]',
    'compose.yml:16',
  ])
  await expect(card).toContainText('Next: Take one of the two services off the network they share.')
  await expect(page.getByRole('link', { name: 'edge to database: open and not declared' })).toHaveText('✗')
})

test('one click leads from what is wrong to all that was seen', async ({ page, open }) => {
  await open(run())
  await page.getByRole('link', { name: 'ISO-02' }).click()
  const claim = page.locator('#ISO-02-ephemeral')
  await expect(claim.getByRole('row')).toHaveCount(3)
  await expect(claim.getByRole('row').nth(1)).toContainText('not ok, evidence')
  await expect(claim.locator('summary')).toBeFocused()
})

test('a link opens the claim that it names', async ({ page, open }) => {
  await open(run(), { fragment: '#ISO-02' })
  await expect(page.locator('#ISO-02-ephemeral')).toBeInViewport()
  await expect(page.locator('details[open]')).toHaveCount(1)
})

test('search leaves what has the words, and says how many', async ({ page, open }) => {
  await open(run())
  await page.getByLabel('Search').fill('reach.test open')
  await expect(page.getByRole('status')).toHaveText('0 of 5')
  await page.getByLabel('Search').fill('open web')
  await expect(page.getByRole('status')).toHaveText('1 of 5')
  await expect(page.locator('details.claim')).toHaveCount(1)
})

test('by keyboard alone: to the search, to a claim, and into it', async ({ page, open }) => {
  await open(green)
  await page.getByLabel('Search').focus()
  await page.keyboard.press('Tab')
  await expect(page.locator('details.claim summary').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Observations of ISO-01, static' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('region', { name: 'Observations of ISO-01, static' })).toBeFocused()
})

const way = (subject: string, expected: string, actual: string) =>
  observation({ subject, property: 'TCP connect', expected, actual, ok: expected === actual })
const ways = entry({
  id: 'ISO-03',
  verdict: 'fail',
  observations: [
    way('web to api:8000', 'answered', 'answered'),
    way('web to cache:6379', 'refused', 'answered'),
  ],
})

test('the picture of who reaches whom tells declared from observed, and leads to the claim', async ({
  page,
  open,
}) => {
  await open(run({ claims: [ways] }))
  await expect(page.getByRole('link', { name: 'web to api: declared and open' })).toHaveText('✓')
  await page.getByRole('link', { name: 'web to cache: open and not declared' }).click()
  await expect(page.locator('#ISO-03-ephemeral[open]')).toBeVisible()
})

test('faults stand beside the claims that they name', async ({ page, open }) => {
  const fault: FaultEntry = {
    id: 'F-1',
    title: 'Drop it',
    claims: ['ISO-01'],
    outcome: 'killed',
    by: ['ISO-01'],
    durationMs: 1,
  }
  const generated: FaultEntry = { ...fault, id: 'G-1', kind: 'generated', claims: ['CFG-01', 'CFG-02'] }
  await open({ ...green, faults: [fault, generated] })
  await expect(page.getByRole('region', { name: 'Faults' }).getByRole('row').nth(1)).toHaveText(
    /killed\s*F-1 Drop it\s*ISO-01\s*ISO-01\s*0.0 s/,
  )
  await expect(page.getByRole('region', { name: 'Faults' }).getByRole('row').nth(2)).toContainText('any of 2')
})

test('what has changed since another run stands in the page', async ({ page, open }) => {
  await open(run({ claims: [failedEntry] }), {
    before: run({ claims: [{ ...failedEntry, verdict: 'pass' }] }),
  })
  await expect(page.getByRole('region', { name: 'Changes' }).getByRole('row').nth(1)).toHaveText(
    /verdict\s*ISO-02 .* \(ephemeral\)\s*pass\s*fail/,
  )
})

const nasty: Observation = observation({
  ...{ subject: hostile, property: hostile, expected: hostile, actual: hostile, from: hostile },
  ...{ ok: false, file: `${hostile}:1` },
})
const script = '</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">'

test('hostile text is text everywhere', async ({ page, open }) => {
  const claim: ClaimEntry = entry({
    ...{ title: script, area: script, reason: script, remedy: script, source: script, criteria: [script] },
    ...{ verdict: 'fail', observations: [nasty, observation({ actual: script, ok: false })] },
    attachments: [{ name: script, path: 'javascript:window.hacked=3', sha256: '0'.repeat(64) }],
  })
  const fault: FaultEntry = { id: 'F', title: script, claims: [script], outcome: 'survived', durationMs: 1 }
  await open(
    run({
      claims: [claim],
      faults: [fault],
      target: { name: script, kind: 'ephemeral' },
      fidelity: [{ subject: script, path: script, declared: script, ran: script, why: script }],
    }),
    { fragment: '#ISO-01' },
  )
  await expect(page.locator('#ISO-01-ephemeral')).toContainText(script)
  expect(await page.evaluate('window.hacked')).toBeUndefined()
  expect(await page.locator('img').count()).toBe(0)
  for (const link of await page.locator('a').all())
    expect(await link.getAttribute('href')).not.toMatch(/^\s*javascript:/i)
})

for (const scheme of ['light', 'dark'] as const)
  test(`no barriers that axe-core knows, ${scheme}`, async ({ page, open }) => {
    await page.emulateMedia({ colorScheme: scheme })
    await open({ ...run({ claims: [ways, ...run().claims] }), faults: [] }, { fragment: '#ISO-01' })
    expect(await barriers(page)).toEqual([])
  })

test('a thousand claims with fifty observations each open within a second', async ({ page, open }) => {
  const claims = Array.from({ length: 1000 }, (_, at) =>
    entry({
      id: `ISO-${at}`,
      area: `area ${at % 10}`,
      observations: Array.from({ length: 50 }, (_, one) => observation({ subject: `database:${one}` })),
    }),
  )
  // The quickest of three: what else runs on the machine is not the page's doing.
  const times: number[] = []
  for (const _ of [1, 2, 3]) {
    await open(run({ claims }))
    await page.locator('details.claim').nth(999).waitFor({ state: 'attached' })
    times.push(await page.evaluate<number>('performance.now()'))
  }
  expect(Math.min(...times)).toBeLessThan(1000)
})
