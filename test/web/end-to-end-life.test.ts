// An evening with the real desk: screenshots that are read, a history that forgets when told to and never knew a secret, a server that stops and comes back.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startDesk } from '../../src/desk.ts'
import { STORIES } from './told-stories.ts'
import { type LabDesk, labDesk, visit } from './visit.ts'
import { awake, openBrowser } from './watched-page.ts'

const SHOWN = {
  fr: 'Impossible de vérifier le nom ou le mot de passe du compte',
  en: 'Cannot verify the user name or password of this account',
}

describe('an evening with the desk', () => {
  let browser: Browser
  let desk: LabDesk
  before(async () => {
    ;[browser, desk] = await Promise.all([openBrowser(), labDesk()])
  })
  after(async () => {
    await browser?.close()
    await desk?.close()
  })

  it('reads a screenshot that is dropped, in both languages, and asks with its words', async () => {
    for (const lang of ['fr', 'en'] as const) {
      const guest = await visit(browser, desk, lang, { colorScheme: 'dark' })
      const { page, t, live } = guest
      await drop(page, await screenshot(browser, SHOWN[lang]))
      const text = page.getByLabel(live.picture.read)
      await text.waitFor()
      assert.match(await text.inputValue(), new RegExp(SHOWN[lang], 'i'))
      await page.getByRole('button', { name: live.picture.use }).click()
      assert.match(await page.getByLabel(t.ask.message).inputValue(), new RegExp(SHOWN[lang], 'i'))
      await page.getByLabel(t.ask.address).fill('marie@icloud.com')
      await guest.judged()
      await page.locator('.hop summary').first().click()
      await page
        .getByRole('region', { name: t.road.transcript(t.hops.app) })
        .getByText(SHOWN[lang])
        .first()
        .waitFor()
      await guest.close()
    }
  })

  it('remembers cases without anything secret; finds, exports and deletes them', async () => {
    const planted = 'Pl4nted-Passw0rd'
    const guest = await visit(browser, desk, 'en', { acceptDownloads: true })
    const { page, t } = guest
    await guest.tell({ ...STORIES[0]!, tell: { en: `it takes ${planted} on the web`, fr: '' }, secret: { password: planted } })
    const { id } = await guest.judged()
    await page.locator('.proof #password').fill(`${planted}-2`)
    await page.getByRole('button', { name: t.proof.go }).click()
    await page.getByRole('heading', { name: t.proof.states.failed }).waitFor()
    const seen = [await page.content()]
    await page.goto('/')
    await page.getByRole('button', { name: /expired/ }).click()
    await page.locator('.verdict.fault').waitFor()

    await page.getByRole('link', { name: t.nav.history }).click()
    const line = page.locator(`[data-entry="${id}"]`)
    await line.waitFor()
    assert.match((await line.textContent()) ?? '', /m•••@icloud\.com/)
    await page.getByRole('searchbox').fill('icloud')
    await page.locator('[data-entry]', { hasText: 'expired' }).waitFor({ state: 'hidden' })
    await page.getByRole('searchbox').press('Enter')
    await page.waitForURL('**/history?q=icloud')
    assert.ok(await line.isVisible())
    assert.equal(await page.locator('[data-entry]', { hasText: 'expired' }).count(), 0)
    await line.getByRole('link').click()
    for (const path of ['', '/report', '/guide', '/qr', '/card']) {
      await page.goto(`/cases/${id}${path}`)
      seen.push(await page.content())
    }
    await page.goto('/history')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t.history.export }).click()])
    const exported = readFileSync(await download.path(), 'utf8')
    assert.ok((JSON.parse(exported) as { cases: { id: string }[] }).cases.some((one) => one.id === id))
    const files = readdirSync(desk.data).map((file) => readFileSync(join(desk.data, file), 'latin1'))
    assert.ok(files.length > 0)
    for (const text of [...seen, exported, ...files])
      assert.ok(!text.includes(planted), text.slice(text.indexOf(planted) - 200).slice(0, 300))
    for (const text of [exported, ...files]) assert.ok(!text.includes('marie@icloud.com'))

    await line.locator('summary').click()
    await line.getByRole('button', { name: t.history.deleteYes }).click()
    await line.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: t.history.deleteAll }).click()
    await page.getByRole('link', { name: t.deleteAll.no }).click()
    assert.ok((await page.locator('[data-entry]').count()) > 0, 'a step back deletes nothing')
    await page.getByRole('link', { name: t.history.deleteAll }).click()
    await page.getByRole('button', { name: t.deleteAll.yes }).click()
    await page.getByText(t.history.empty).waitFor()
    for (const file of readdirSync(desk.data))
      assert.ok(!readFileSync(join(desk.data, file), 'latin1').includes(id), `${file} still has the deleted case`)
    await guest.close()
  })

  it('says that the server has stopped, and goes on when it is back', async () => {
    const guest = await visit(browser, desk, 'fr')
    const { page, live, errors } = guest
    await page.getByRole('button', { name: /paul@hotmail\.com/ }).click()
    await page.locator('.verdict.fault').waitFor()
    await awake(page)
    await page.locator('input[data-step]').first().check()
    await desk.stop()
    const notice = page.getByRole('alert')
    await notice.filter({ hasText: live.case.stopped }).waitFor()
    assert.ok(await page.locator('.steps').isVisible(), 'what was there can still be read')
    await guest.fulfilsAxe()
    await desk.start()
    await notice.filter({ hasText: live.case.refused }).waitFor()
    // The link that was printed, opened in another window of the same browser.
    const other = await guest.context.newPage()
    await other.goto(desk.url)
    await notice.waitFor({ state: 'detached' })
    // The browser itself notes each question that found nobody, or nobody who knew.
    assert.deepEqual(
      errors.splice(0).filter((error) => !/ERR_|401|404 .*\/events$/.test(error)),
      [],
    )
    await page.reload()
    await page.locator('.verdict.fault').waitFor()
    await page.locator('input[data-step]:checked').first().waitFor()
    await guest.close()
  })

  it('a port that is taken: named when it was asked for, else the next one, and one browser holds both desks', async () => {
    const options = { network: { flags: {}, env: {} }, lab: true, lang: 'en', data: desk.data } as const
    await assert.rejects(startDesk({ ...options, port: desk.port }), { code: 'port-taken' })
    const beside = await startDesk(options)
    try {
      const guest = await visit(browser, desk, 'en')
      const second = await guest.context.newPage()
      await guest.context.unrouteAll()
      await second.goto(beside.url)
      await second.getByRole('heading', { level: 1, name: guest.t.ask.title }).waitFor()
      await guest.page.reload()
      await guest.page.getByRole('heading', { level: 1, name: guest.t.ask.title }).waitFor()
      await guest.close()
    } finally {
      await beside.close()
    }
  })
})

/** What a mail app shows, as a person would photograph it. */
async function screenshot(browser: Browser, words: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 640, height: 200 } })
  await page.setContent(`<body style="margin:32px;font:20px/1.5 sans-serif"><b>Mail</b><p>${words}</p><button>OK</button>`)
  const picture = await page.screenshot()
  await page.close()
  return picture
}

function drop(page: Page, picture: Buffer): Promise<void> {
  return page.locator('[data-part="picture"] button').evaluate((place, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], 'screen.png', { type: 'image/png' }))
    place.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  }, picture.toString('base64'))
}
