// The real desk for every pair of eyes and hands: each page by axe in two themes, narrow, enlarged, on paper, and the whole way without script.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import type { Lang } from '../../src/model/lang.ts'
import { STORIES } from './told-stories.ts'
import { type LabDesk, labDesk, type Visit, visit } from './visit.ts'
import { awake, openBrowser } from './watched-page.ts'

const [ICLOUD, , IPHONE] = STORIES

const EYES = [
  { name: 'wide and light', lang: 'en', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: '320 pixels and dark', lang: 'fr', colorScheme: 'dark', viewport: { width: 320, height: 640 } },
] as const satisfies readonly (BrowserContextOptions & { name: string; lang: Lang })[]

describe('the desk for everyone', () => {
  let browser: Browser
  let desk: LabDesk
  before(async () => {
    ;[browser, desk] = await Promise.all([openBrowser(), labDesk()])
  })
  after(async () => {
    await browser?.close()
    await desk?.close()
  })

  /** A case that was proved, one that failed its proof, one that was stopped: the path of each. */
  async function threeCases(guest: Visit): Promise<{ proved: string; failed: string; stopped: string; letters: readonly string[] }> {
    const { page, t } = guest
    const live = async (told: (typeof STORIES)[number], password: string, kind: 'app-password' | 'oauth') => {
      await page.goto('/')
      await guest.tell(told)
      const { guide } = await guest.judged()
      await page.locator('.proof #password').fill(password)
      await page.locator('.proof').getByRole('radio', { name: t.ask.secretKinds[kind] }).check()
      await page.getByRole('button', { name: t.proof.go }).click()
      await page.locator('.proof:is(.proved, .failed)').waitFor()
      return { path: new URL(page.url()).pathname, letters: guide?.letters ?? [] }
    }
    const failed = await live(ICLOUD!, 'labw-ords-gone-away', 'app-password')
    const proved = await live(IPHONE!, 'lab-token-paul', 'oauth')
    await page.goto('/')
    await page.getByLabel(t.ask.address).fill('marie@slow.fault.example')
    await page.getByRole('button', { name: t.ask.go }).click()
    await page.getByRole('button', { name: t.road.stop }).click()
    await page.getByRole('heading', { name: t.trouble.title }).waitFor()
    const stopped = new URL(page.url()).pathname
    return { proved: proved.path, failed: failed.path, stopped, letters: proved.letters.map(({ id }) => id) }
  }

  for (const { name, lang, ...eyes } of EYES)
    it(`every page breaks no rule and keeps its width: ${name}`, async () => {
      const guest = await visit(browser, desk, lang, eyes)
      const { page, t, errors } = guest
      const { proved, failed, stopped, letters } = await threeCases(guest)
      assert.ok(letters.length > 0)
      const papers = ['guide', 'card', 'report', 'qr', ...letters.map((id) => `letter/${id}`)].map((paper) => `${proved}/${paper}`)
      for (const path of ['/', proved, failed, stopped, ...papers, '/history', '/history?q=zzz', '/history/delete-all', '/nowhere']) {
        await page.goto(path)
        await awake(page)
        await page.evaluate('for (const one of document.querySelectorAll("details:not([name])")) one.open = true')
        await page.locator('.hop.broken details').evaluateAll((all) => all.slice(0, 1).map((one) => one.setAttribute('open', '')))
        await guest.fulfilsAxe().catch((broken: Error) => assert.fail(`${path}: ${broken.message}`))
        assert.deepEqual({ path, sideways: await sideways(guest) }, { path, sideways: 0 })
        assert.equal(await page.locator('h1').count(), 1, `${path} has one title`)
      }
      assert.equal(errors.splice(0).filter((error) => !/404/.test(error)).length, 0, 'only the page that is not there is missed')

      // What was typed comes back with its fault, which the field is tied to.
      await page.goto('/')
      await page.locator('form.ask').evaluate((form) => form.setAttribute('novalidate', ''))
      await page.getByLabel(t.ask.address).fill('marie at icloud')
      await page.getByRole('button', { name: t.ask.go }).click()
      await page.locator('#address[aria-invalid="true"]').waitFor()
      assert.equal(await page.locator('#address').inputValue(), 'marie at icloud')
      await guest.fulfilsAxe()
      assert.ok(errors.splice(0).every((error) => /422/.test(error)))
      await guest.close()
    })

  const sideways = ({ page }: Visit) => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

  it('enlarged to 200 %, by the window or by larger letters, nothing leaves the page and no word is cut', async () => {
    const large = await openBrowser('--blink-settings=defaultFontSize=32')
    try {
      for (const [eyes, deviceScaleFactor, width] of [
        [browser, 2, 640],
        [large, 1, 1280],
      ] as const) {
        const guest = await visit(eyes, desk, 'fr', { deviceScaleFactor, viewport: { width, height: 450 } })
        const { page } = guest
        await page.getByRole('button', { name: /paul@hotmail\.com/ }).click()
        await page.locator('.verdict.fault').waitFor()
        const path = new URL(page.url()).pathname
        for (const one of ['/', path, `${path}/guide`, `${path}/card`, '/history']) {
          await page.goto(one)
          await awake(page)
          assert.deepEqual({ one, width, sideways: await sideways(guest) }, { one, width, sideways: 0 })
          const cut = await page.evaluate(() =>
            [...document.querySelectorAll<HTMLElement>('button, h1, h2, label, .hop-name')]
              .filter((box) => box.checkVisibility() && box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1)
              .map((box) => box.outerHTML.slice(0, 120)),
          )
          assert.deepEqual({ one, cut }, { one, cut: [] })
        }
        await guest.close()
      }
    } finally {
      await large.close()
    }
  })

  it('the language is switched on the page, which stays where it was', async () => {
    const guest = await visit(browser, desk, 'fr')
    const { page } = guest
    await page.getByRole('button', { name: /marie@icloud\.com/ }).click()
    await page.getByRole('heading', { name: 'Cause trouvée' }).waitFor()
    const path = page.url()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Cause found' }).waitFor()
    assert.equal(page.url(), path)
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
    await page.getByRole('button', { name: 'Français' }).click()
    await page.getByRole('heading', { name: 'Cause trouvée' }).waitFor()
    await guest.close()
  })

  it('without script: asked, waited for, answered, read, printed, proved', async () => {
    const guest = await visit(browser, desk, 'fr', { javaScriptEnabled: false })
    const { page, t } = guest
    await page.getByLabel(t.ask.address).fill('marie@outlook.com')
    await page.getByLabel(t.ask.app).fill('Outlook 2013')
    await page.getByText(t.ask.more).click()
    await page.getByLabel(t.ask.tell).fill('la fenêtre de connexion Microsoft n’apparaît pas')
    await page.getByRole('button', { name: t.ask.go }).click()
    await page.locator('.question').waitFor()
    const question = await page.locator('.question h2').textContent()
    await page.locator('.question form button').first().click()
    await page.getByRole('heading', { name: t.verdict.outcomes.fault }).waitFor()
    await page.waitForLoadState()
    assert.notEqual(await page.locator('.question h2').allTextContents().then(String), question)

    const steps = await page.locator('.steps .do').allInnerTexts()
    assert.ok(steps.length > 1)
    await page.getByRole('link', { name: t.guide.print }).click()
    await page.getByText(t.guide.printHint).waitFor()
    await page.waitForLoadState()
    assert.deepEqual(await page.locator('.steps .do').allInnerTexts(), steps)
    assert.equal(await page.locator('button:visible', { hasText: t.guide.printIt }).count(), 0)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('header.top').isVisible(), false)
    assert.ok(await page.locator('.steps').isVisible())
    assert.ok((await page.pdf()).length > 5_000)
    await page.emulateMedia({ media: null })
    await page.getByRole('link', { name: t.guide.back }).click()

    await page.locator('.proof #password').fill('lab-token-marie')
    await page.locator('.proof').getByRole('radio', { name: t.ask.secretKinds.oauth }).check()
    await page.getByRole('button', { name: t.proof.go }).click()
    // Shown by the page that asks again by itself.
    await page.getByRole('heading', { name: t.proof.states.proved }).waitFor()
    await page.getByRole('link', { name: t.nav.history }).click()
    await page.locator('[data-entry]').first().getByText(t.history.proved).waitFor()
    await guest.close()
  })
})
