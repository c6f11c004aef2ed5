// The islands in a real Chromium: what the hands, the keyboard and a screen reader meet on the live pages.

import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type CannedDesk, cannedDesk } from './canned-desk.ts'
import { ANSWERED, JUDGED, LOOKING, PROVED } from './canned-views.ts'
import { awake, openBrowser, type WatchedPage, watchedPage } from './watched-page.ts'

describe('the islands in a browser', () => {
  let browser: Browser
  let desk: CannedDesk
  let watched: WatchedPage
  let page: Page
  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser?.close())
  beforeEach(async () => {
    desk = await cannedDesk(LOOKING)
  })
  afterEach(async () => {
    try {
      await watched.close()
    } finally {
      await desk.stop()
    }
  })

  async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
    watched = await watchedPage(browser, desk.url, options)
    page = watched.page
    await page.addInitScript(() => {
      const holder = window as unknown as { shift: number }
      holder.shift = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) holder.shift += (entry as PerformanceEntry & { value: number }).value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(path)
    if (options.javaScriptEnabled !== false) await awake(page)
  }
  const spoken = (words: string | RegExp) => page.locator('.live-region', { hasText: words }).waitFor({ state: 'attached' })
  /** How much of the window moved without being asked, as Chromium counts it. */
  const shifted = () => page.evaluate(() => (window as unknown as { shift: number }).shift)
  const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName)

  describe('the ask page', () => {
    const appField = () => page.getByRole('combobox', { name: /The app or the device/ })
    const options = () => page.locator('#app-list [role="option"]').allTextContents()

    it('picks an app with the keyboard alone, slips of the finger forgiven', async () => {
      await open('/')
      await appField().focus()
      await page.keyboard.type('outlok')
      await spoken('2 apps found')
      assert.equal(await appField().getAttribute('aria-expanded'), 'true')
      assert.deepEqual(await options(), ['Outlook (classic) for Windows', 'New Outlook for Windows', 'I don’t know'])
      await watched.fulfilsAxe()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      const active = await appField().getAttribute('aria-activedescendant')
      assert.equal(await page.locator(`#${active}`).textContent(), 'New Outlook for Windows')
      assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true')
      await page.keyboard.press('Enter')
      assert.equal(await appField().inputValue(), 'New Outlook for Windows')
      assert.equal(await appField().getAttribute('aria-expanded'), 'false')
      assert.equal(await focused(), 'app')
      await page.getByLabel(/The email address/).fill('marie@icloud.com')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/cases/c1')
      assert.equal(desk.posted[0]?.fields.app, 'outlook-new')
    })

    it('fills its places without pushing anything aside', async () => {
      await open('/', { viewport: { width: 1000, height: 1600 } })
      await page.getByRole('combobox', { name: 'Or pick from known messages' }).waitFor()
      await page.getByRole('button', { name: 'Choose a picture' }).waitFor()
      // What was filled in has been drawn once this frame has passed.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
      assert.ok((await shifted()) < 0.02, `the layout shifted by ${await shifted()}`)
    })

    it('closes with Escape, goes round with the arrows, and takes “I don’t know”', async () => {
      await open('/')
      await appField().focus()
      await page.keyboard.press('ArrowUp')
      await page.locator('#app-list [aria-selected="true"]', { hasText: 'I don’t know' }).waitFor()
      await page.keyboard.press('ArrowDown')
      assert.equal(await page.locator('#app-list [aria-selected="true"]').textContent(), 'Outlook (classic) for Windows')
      await page.keyboard.press('Escape')
      assert.equal(await page.locator('#app-list').isVisible(), false)
      await page.keyboard.press('ArrowUp')
      await page.locator('#app-list [aria-selected="true"]').waitFor()
      await page.keyboard.press('Enter')
      assert.equal(await appField().inputValue(), 'I don’t know')
      assert.equal(await page.locator('input[type="hidden"][name="app"]').inputValue(), '')
    })

    it('takes a name that nobody knows as it is typed, and the mouse as well', async () => {
      await open('/')
      await appField().fill('Wonder Mail 3')
      await spoken('No app with that name')
      assert.equal(await page.locator('input[type="hidden"][name="app"]').inputValue(), 'Wonder Mail 3')
      await page.getByRole('button', { name: 'Show all apps and devices' }).click()
      await page.getByRole('option', { name: 'Thunderbird' }).click()
      assert.equal(await page.locator('input[type="hidden"][name="app"]').inputValue(), 'thunderbird')
    })

    it('offers the messages of the app, and adds the one that is picked to what was written', async () => {
      await open('/')
      await page.getByLabel(/What it says/).fill('On Monday:')
      await appField().fill('thunder')
      await page.getByRole('option', { name: 'Thunderbird' }).click()
      const messages = page.getByRole('combobox', { name: 'Or pick from the messages of Thunderbird' })
      await messages.focus()
      await page.keyboard.type('trusted certif')
      await spoken('1 message found')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      assert.equal(await page.getByLabel(/What it says/).inputValue(), 'On Monday:\nThe certificate is not trusted.')
      assert.equal(await messages.inputValue(), '')
      await spoken('The message was put in the field.')
    })

    /** As if it came from the desktop or the clipboard. */
    const give = async (how: 'drop' | 'paste', type = 'image/png', count = 1) => {
      // Before its words have come it takes nothing.
      await page.locator('.picture-drop').waitFor()
      await page.evaluate(
        ([how, type, count]) => {
          const data = new DataTransfer()
          for (let i = 0; i < count; i++) data.items.add(new File([new Uint8Array(2000)], 'screen.png', { type }))
          const event =
            how === 'drop'
              ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
              : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          document.querySelector('[data-part="picture"]')?.dispatchEvent(event)
        },
        [how, type, count] as const,
      )
    }

    for (const how of ['drop', 'paste'] as const)
      it(`reads a picture by ${how}, and shows its text for correction before it is used`, async () => {
        await open('/')
        desk.picture = { status: 200, text: 'Incorrect user narne\n', hold: true, fault: null }
        await give(how)
        await spoken('Reading the text.')
        await page.locator('progress[value="0.4"]').waitFor()
        await watched.fulfilsAxe()
        desk.picture.hold = false
        const text = page.getByLabel('Text in the picture')
        await text.waitFor()
        assert.equal(await focused(), 'picture-text')
        assert.equal(await page.getByLabel(/What it says/).inputValue(), '')
        await watched.fulfilsAxe()
        await text.fill('Incorrect user name')
        await page.getByRole('button', { name: 'Use this text' }).click()
        assert.equal(await page.getByLabel(/What it says/).inputValue(), 'Incorrect user name')
        assert.equal(await focused(), 'message')
      })

    it('lets the reading be cancelled, by button, with nothing left', async () => {
      await open('/')
      desk.picture = { status: 200, text: 'x', hold: true, fault: null }
      await give('drop')
      await page.getByRole('button', { name: 'Cancel' }).click()
      await spoken('Cancelled.')
      assert.equal(await page.getByRole('progressbar').count(), 0)
      desk.picture.hold = false
    })

    it('says in plain words what is wrong with a picture', async () => {
      await open('/')
      const error = page.getByRole('alert')
      await give('drop', 'application/pdf')
      assert.match((await error.textContent()) ?? '', /Only PNG, JPEG and WebP/)
      await give('drop', 'image/png', 2)
      assert.match((await error.textContent()) ?? '', /One picture at a time/)
      for (const [status, words] of [
        [415, /Only PNG/],
        [413, /larger than 8 MB/],
        [500, /could not be read/],
      ] as const) {
        desk.picture = { status, text: '', hold: false, fault: null }
        await give('drop')
        await error.filter({ hasText: words }).waitFor()
      }
      desk.picture = { status: 200, text: '', hold: false, fault: 'too-slow' }
      await give('drop')
      await error.filter({ hasText: 'took too long' }).waitFor()
      desk.picture = { status: 200, text: '  ', hold: false, fault: null }
      await give('drop')
      await error.filter({ hasText: 'No text was found' }).waitFor()
      await watched.fulfilsAxe()
      // The browser itself notes each refusal of a server.
      assert.equal(watched.errors.splice(0).length, 3)
    })

    it('speaks French on a French page, and loads no other language', async () => {
      desk.lang = 'fr'
      watched = await watchedPage(browser, desk.url)
      page = watched.page
      const loaded: string[] = []
      page.on('request', (request) => void loaded.push(new URL(request.url()).pathname))
      await page.goto('/')
      await page.getByText('Ou une capture d’écran').waitFor()
      await watched.fulfilsAxe()
      assert.equal(loaded.filter((path) => /-en-/.test(path)).length, 0, loaded.join(' '))
      assert.equal(loaded.filter((path) => /-fr-/.test(path)).length, 1, loaded.join(' '))
    })
  })

  describe('the case page', () => {
    it('lights up as the server sees things, says the verdict once, and moves nothing under the eyes', async () => {
      await open('/cases/c1')
      desk.push(JUDGED)
      await page.locator('.hop.broken', { hasText: 'Sign-in' }).waitFor()
      await spoken(/The password was mistyped or is an old one\./)
      assert.equal(await focused(), 'BODY', 'nobody asked for the focus to move')
      await watched.fulfilsAxe()
      assert.ok((await shifted()) < 0.02, `the layout shifted by ${await shifted()}`)
    })

    it('takes an answer without leaving the page, and the ranking moves', async () => {
      desk.view = JUDGED
      desk.answers = () => ANSWERED
      await open('/cases/c1')
      const loads = await page.evaluate(() => performance.timeOrigin)
      await page.getByRole('button', { name: 'Yes' }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('iCloud wants an app-specific password here.').first().waitFor()
      assert.deepEqual(desk.posted[0]?.fields, { question: 'two-factor', value: 'yes' })
      await spoken(/app-specific password.*93/)
      assert.equal(await focused(), 'verdict')
      assert.equal(await page.evaluate(() => performance.timeOrigin), loads)
      assert.ok(await page.locator('#verdict').evaluate((h) => h.getBoundingClientRect().top >= 0))
      await watched.fulfilsAxe()
    })

    it('says that the server has stopped, and comes back to life by itself', async () => {
      desk.view = JUDGED
      await open('/cases/c1')
      await desk.stop()
      const notice = page.getByRole('alert')
      await notice.filter({ hasText: 'Sésame has stopped' }).waitFor()
      await watched.fulfilsAxe()
      // An answer that finds nobody is not lost in silence.
      await page.getByRole('button', { name: 'Yes' }).click()
      await notice.filter({ hasText: 'It was not sent' }).waitFor()
      desk.view = ANSWERED
      await desk.start()
      await page.getByText('iCloud wants an app-specific password here.').first().waitFor()
      await notice.waitFor({ state: 'detached' })
      assert.ok(
        watched.errors.splice(0).every((error) => /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_EMPTY|ERR_CONNECTION_RESET/.test(error)),
      )
    })

    it('says when the server was started anew and knows neither window nor case, and shows what it still has', async () => {
      desk.view = JUDGED
      await open('/cases/c1')
      await desk.stop()
      const notice = page.getByRole('alert')
      await notice.filter({ hasText: 'Sésame has stopped' }).waitFor()
      desk.closed = 401
      await desk.start()
      await notice.filter({ hasText: 'no longer knows this window' }).waitFor()
      // Opened again in another window, it knows the browser, and has the case in its history.
      desk.closed = 404
      desk.view = { ...ANSWERED, verdict: 'As the history has it.' }
      await page.getByText('As the history has it.').first().waitFor()
      await notice.waitFor({ state: 'detached' })
      watched.errors.splice(0)
    })

    it('is quiet about a case of the history, which has no line', async () => {
      desk.view = { ...ANSWERED, proof: null }
      desk.closed = 404
      await open('/cases/c1')
      await page.locator('input[data-step]').first().check()
      await spoken('1 of 3 steps done')
      assert.equal(await page.getByRole('alert').count(), 0)
    })

    it('gives the server’s own reason when it does not take an answer', async () => {
      desk.view = JUDGED
      await open('/cases/c1')
      await page.getByRole('button', { name: 'Yes' }).click()
      await page.getByRole('alert').filter({ hasText: 'Too many tries. Wait a little.' }).waitFor()
      assert.equal(await page.getByRole('button', { name: 'Yes' }).isEnabled(), true)
      assert.equal(watched.errors.splice(0).length, 1)
    })

    it('sends the password for the proof once, and holds it no longer', async () => {
      desk.view = ANSWERED
      desk.answers = () => PROVED
      await open('/cases/c1')
      await page.getByLabel('Password of the account, or app password').fill('abcd-efgh-ijkl-mnop')
      await page.getByRole('button', { name: 'Check the repair' }).click()
      await page.getByText('Proved: it works again').waitFor()
      assert.equal(desk.posted[0]?.fields.password, 'abcd-efgh-ijkl-mnop')
      assert.equal(await page.locator('input[type="password"]').count(), 0)
      const held = await page.evaluate(
        () => `${document.documentElement.outerHTML}${JSON.stringify({ ...localStorage, ...sessionStorage })}`,
      )
      assert.ok(!held.includes('abcd-efgh'))
      await watched.fulfilsAxe()
    })

    it('keeps the ticks over a reload and on the print view, and clears them by a button', async () => {
      desk.view = ANSWERED
      await open('/cases/c1')
      const box = (n: number) => page.locator('input[data-step]').nth(n)
      await box(0).check()
      await box(2).check()
      await spoken('2 of 3 steps done')
      desk.push({ ...ANSWERED, verdict: 'Said anew.' })
      await page.getByText('Said anew.').first().waitFor()
      await page.reload()
      await page.getByText('2 of 3 steps done').first().waitFor()
      assert.deepEqual([await box(0).isChecked(), await box(1).isChecked(), await box(2).isChecked()], [true, false, true])
      await page.goto('/cases/c1/guide')
      await page.getByText('2 of 3 steps done').first().waitFor()
      await watched.fulfilsAxe()
      await page.locator('[data-clear-steps]').click()
      await spoken('All check boxes are cleared.')
      assert.equal(await box(0).isChecked(), false)
      assert.equal(await page.evaluate(() => localStorage.length), 0)
    })

    it('copies a value, and says so', async () => {
      desk.view = ANSWERED
      await open('/cases/c1', { permissions: ['clipboard-read', 'clipboard-write'] })
      await page.locator('[data-copy="imap.mail.me.com"]').click()
      await spoken('Copied: imap.mail.me.com')
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'imap.mail.me.com')
      assert.equal(await page.locator('[data-copy="imap.mail.me.com"]').getAttribute('data-done'), 'Copied')
    })

    it('selects the value where the browser refuses to copy', async () => {
      desk.view = ANSWERED
      await open('/cases/c1')
      await page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError'))
      })
      await page.locator('[data-copy="imap.mail.me.com"]').click()
      await spoken('press Ctrl+C')
      assert.equal(await page.evaluate(() => String(getSelection())), 'imap.mail.me.com')
    })
  })

  it('keeps what a person did before the script was there: a tick, and words half typed', async () => {
    watched = await watchedPage(browser, desk.url)
    page = watched.page
    /** Goes there; the scripts wait. Returns what lets them come. */
    const openEarly = async (path: string) => {
      let come: (value?: unknown) => void = () => {}
      const late = new Promise((resolve) => {
        come = resolve
      })
      await page.route('**/assets/*.js', (route) => late.then(() => route.continue()))
      await page.goto(path, { waitUntil: 'commit' })
      return async () => {
        come()
        await awake(page)
        await page.unrouteAll()
      }
    }
    desk.view = ANSWERED
    const first = page.locator('input[data-step]').first()
    const stepsCome = await openEarly('/cases/c1')
    await first.check()
    await stepsCome()
    assert.equal(await first.isChecked(), true)
    await page.reload()
    await page.getByText('1 of 3 steps done').first().waitFor()
    assert.equal(await first.isChecked(), true)

    const pickerComes = await openEarly('/')
    await page.locator('#app').focus()
    await page.keyboard.type('outlok')
    await page.keyboard.press('ArrowLeft')
    await pickerComes()
    await spoken('2 apps found')
    await page.keyboard.type('o')
    assert.deepEqual([await focused(), await page.locator('#app').inputValue()], ['app', 'outlook'])
  })

  it('narrows the history while one types', async () => {
    await open('/history')
    const search = page.getByRole('searchbox')
    await search.fill('EXPIRED')
    await spoken('1 case matches.')
    assert.deepEqual(await page.locator('[data-entry]:visible th a').allTextContents(), ['The certificate has expired'])
    await search.fill('zzz')
    await spoken('No case matches.')
    await watched.fulfilsAxe()
    await search.fill('')
    await spoken('3 cases match.')
  })

  it('leaves everything readable and every form whole without script', async () => {
    desk.view = ANSWERED
    await open('/cases/c1/guide', { javaScriptEnabled: false })
    for (const words of ['Create an app-specific password', 'Open account.apple.com.', 'imap.mail.me.com'])
      assert.ok(await page.getByText(words, { exact: true }).first().isVisible(), words)
    assert.equal(await page.locator('[data-print]').isVisible(), false, 'a button that does nothing is not shown')
    desk.view = JUDGED
    await page.goto('/cases/c1')
    const sent = () => page.waitForResponse((answer) => answer.request().method() === 'POST')
    await Promise.all([sent(), page.getByRole('button', { name: 'No', exact: true }).click()])
    assert.deepEqual(desk.posted[0]?.fields, { question: 'two-factor', value: 'no' })
    await page.goto('/')
    await page.getByLabel(/The app or the device/).fill('Thunderbird')
    await page.getByLabel(/The email address/).fill('marie@icloud.com')
    await Promise.all([sent(), page.getByRole('button', { name: 'Find the cause' }).click()])
    assert.equal(desk.posted[1]?.fields.app, 'Thunderbird')
  })
})
