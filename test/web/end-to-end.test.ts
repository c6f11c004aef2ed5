// Each situation of the house from the first click to the proof, in a real Chromium before the real desk on the lab, in French and in English.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import type { Lang } from '../../src/model/lang.ts'
import { STORIES, type ToldStory } from './told-stories.ts'
import { type LabDesk, labDesk, tabTo, type Visit, visit } from './visit.ts'
import { awake, openBrowser } from './watched-page.ts'

/** Of the window, over a whole look, counted as Chromium counts. */
const MOST_SHIFT = 0.05

describe('from the first click to the proof', () => {
  let browser: Browser
  let desk: LabDesk
  before(async () => {
    ;[browser, desk] = await Promise.all([openBrowser(), labDesk()])
  })
  after(async () => {
    await browser?.close()
    await desk?.close()
  })

  for (const story of STORIES)
    for (const lang of ['fr', 'en'] as const)
      it(`${story.id} (${lang})`, async () => {
        const guest = await visit(browser, desk, lang)
        await guest.tell(story)
        await seeVerdict(guest, story)
        await followGuide(guest, story)
        await prove(guest, story)
        await guest.close()
      })

  async function seeVerdict({ page, t, lang, judged, view, shifted }: Visit, story: ToldStory): Promise<void> {
    const first = await judged()
    assert.ok((await shifted()) < MOST_SHIFT, `the layout shifted by ${await shifted()}`)
    assert.equal(await page.locator('.hop').count(), 9)
    if (story.question !== undefined) {
      const { question } = first
      const label = question?.answers.find(({ value }) => value === story.question)?.label ?? assert.fail('no such answer')
      await page.getByRole('heading', { name: question?.ask }).waitFor()
      const weighed = await page.locator('.verdict .sure').allTextContents()
      await page.getByRole('button', { name: label, exact: true }).click()
      await page.getByText(t.verdict.outcomes.fault, { exact: true }).waitFor()
      assert.notDeepEqual(await page.locator('.verdict .sure').allTextContents(), weighed)
      const of = (one: typeof first) => one.causes.find(({ id }) => id === story.cause)?.probability ?? 0
      const now = await view()
      assert.ok(of(now) > of(first) + 0.2, `the answer moved ${story.cause} from ${of(first)} to ${of(now)}`)
    } else {
      const broken = page.locator('.hop.broken').first()
      assert.match((await broken.textContent()) ?? '', new RegExp(t.hops['sign-in']))
      await broken.locator('summary').click()
      await page.getByRole('region', { name: t.road.transcript(t.hops['sign-in']) }).waitFor()
      assert.match((await broken.locator('table').textContent()) ?? '', /\d\s?ms[\s\S]*•••/, 'a timed transcript, its secret struck out')
      await broken.locator('summary').click()
    }
    assert.equal((await view()).causes[0]?.id, story.cause)
    assert.match((await page.locator('.verdict .sentence').textContent()) ?? '', story.verdict[lang])
    assert.ok((await page.locator('.verdict .because li').count()) > 0, 'it says why')
  }

  async function followGuide({ page, live, lang }: Visit, story: ToldStory): Promise<void> {
    const steps = page.locator('input[data-step]')
    const count = await steps.count()
    const words = await page.locator('.steps').innerText()
    assert.ok(count > 1)
    assert.match(words, story.steps[lang])
    if (story.never) assert.doesNotMatch(words, story.never)
    for (const n of [0, count - 1]) await steps.nth(n).check()
    const kept = page.locator('[data-steps-done]', { hasText: live.guide.progress(2, count) })
    await kept.waitFor()
    await page.reload()
    await kept.waitFor()
    assert.deepEqual([await steps.first().isChecked(), await steps.nth(1).isChecked(), await steps.last().isChecked()], [true, false, true])
  }

  async function prove({ page, t, view }: Visit, { repaired }: ToldStory): Promise<void> {
    await page.locator('.proof #password').fill(repaired.password)
    await page.locator('.proof').getByRole('radio', { name: t.ask.secretKinds[repaired.kind] }).check()
    await page.getByRole('button', { name: t.proof.go }).click()
    await page.getByRole('heading', { name: t.proof.states.proved }).waitFor()
    const table = page.getByRole('table', { name: t.proof.table })
    assert.deepEqual(await table.getByRole('columnheader').allTextContents(), [t.proof.what, t.proof.before, t.proof.after])
    const rows = (await view()).proof?.rows ?? []
    assert.ok(rows.length > 1 && rows.every(({ better }) => better), JSON.stringify(rows))
    assert.equal(new Set(rows.map(({ what }) => what)).size, rows.length, 'each line has its own name')
    assert.equal(await table.locator('tbody tr').count(), rows.length)
    assert.ok(!(await page.content()).includes(repaired.password))
  }

  it('S0 with the keyboard alone, from the address to the proof', async () => {
    const story = STORIES[0]!
    const guest = await visit(browser, desk, 'fr')
    const { page, t } = guest
    const { keyboard } = page
    await tabTo(page, page.getByLabel(t.ask.address))
    // Another mailbox of the same kind: few passwords are tried for one.
    await keyboard.type('paul@icloud.com')
    await tabTo(page, page.getByRole('combobox', { name: t.ask.app }))
    await keyboard.type(story.app.typed.fr)
    await page.getByRole('option', { name: story.app.found.fr }).waitFor()
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await tabTo(page, page.getByLabel(t.ask.message))
    await keyboard.type(story.message!.fr)
    await tabTo(page, page.locator('details.more > summary'))
    await keyboard.press('Enter')
    await tabTo(page, page.getByLabel(t.ask.changed))
    await keyboard.type('j’ai changé mon mot de passe Apple')
    await tabTo(page, page.getByLabel(t.ask.password))
    await keyboard.type('labw-ords-gone-away')
    await keyboard.press('Enter')
    await page.waitForURL('**/cases/*')
    await page.locator('.verdict.fault').waitFor()
    await awake(page)

    const station = page.locator('.hop.broken summary').first()
    await tabTo(page, station)
    await keyboard.press('Enter')
    await page.getByRole('region', { name: t.road.transcript(t.hops['sign-in']) }).waitFor()
    await tabTo(page, page.locator('input[data-step]').first())
    await keyboard.press('Space')
    assert.equal(await page.locator('input[data-step]').first().isChecked(), true)
    await tabTo(page, page.locator('.proof #password'))
    await keyboard.type('labw-ords-only-here')
    await tabTo(page, page.getByRole('button', { name: t.proof.go }))
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: t.proof.states.proved }).waitFor()
    await guest.close()
  })

  it('lights up while a slow server is waited for, moves nothing, and stops when told to', async () => {
    const guest = await visit(browser, desk, 'en', { reducedMotion: 'no-preference' })
    const { page, t } = guest
    await page.getByLabel(t.ask.address).fill('marie@slow.fault.example')
    await page.getByRole('button', { name: t.ask.go }).click()
    await page.locator('.hop.ok', { hasText: t.hops.tls }).waitFor()
    await page.locator('.hop.looking', { hasText: t.hops.server }).waitFor()
    await page.locator('.verdict.pending').waitFor()
    const moving = () => page.evaluate(() => document.getAnimations().length)
    assert.ok((await moving()) > 0)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    assert.equal(await moving(), 0)
    await guest.fulfilsAxe()
    assert.ok((await guest.shifted()) < MOST_SHIFT)
    await page.getByRole('button', { name: t.road.stop }).click()
    await page.getByRole('heading', { name: t.trouble.title }).waitFor()
    assert.ok((await guest.shifted()) < MOST_SHIFT)
    await guest.fulfilsAxe()
    await guest.close()
  })

  for (const lang of ['fr', 'en'] satisfies Lang[])
    it(`one click on an example shows a whole case (${lang})`, async () => {
      const guest = await visit(browser, desk, lang)
      const { page, t } = guest
      for (const example of await page.locator('.examples button').allTextContents()) {
        await page.getByRole('button', { name: example }).click()
        await page.locator('.verdict.fault').waitFor()
        await page.locator('.guide').waitFor()
        await page.getByRole('link', { name: t.nav.ask }).click()
      }
      await guest.close()
    })
})
