// A visitor of the real desk: a Chromium that may reach nothing but it, notes all that must never happen, and does what a person does.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { type StartedDesk, startDesk } from '../../src/desk.ts'
import type { Lang } from '../../src/model/lang.ts'
import { type DeskText, deskIn } from '../../src/text/desk.ts'
import { type LiveText, liveEn } from '../../src/text/desk-live-en.ts'
import { liveFr } from '../../src/text/desk-live-fr.ts'
import type { CaseView } from '../../src/web/view.ts'
import { freePorts } from '../real/daemon.ts'
import type { ToldStory } from './told-stories.ts'
import { awake, type WatchedPage, watchedPage } from './watched-page.ts'

const LOCALE = { en: 'en-GB', fr: 'fr-FR' } as const

export interface LabDesk {
  readonly url: string
  readonly origin: string
  readonly port: number
  readonly data: string
  /** Ended, and begun again where it was, with the history it had. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export async function labDesk(): Promise<LabDesk> {
  const data = mkdtempSync(join(tmpdir(), 'sesame-visit-'))
  const start = (port: number) => startDesk({ network: { flags: {}, env: {} }, lab: true, lang: 'en', port, data })
  // It comes back where it was: nobody may be given the port meanwhile.
  const [port] = (await freePorts(1)) as [number]
  let desk: StartedDesk = await start(port)
  return {
    ...{ port, data, origin: `http://127.0.0.1:${port}` },
    get url() {
      return desk.url
    },
    stop: async () => void (await desk.close()),
    start: async () => {
      desk = await start(port)
    },
    async close() {
      await desk.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

export interface Visit extends WatchedPage {
  readonly t: DeskText
  readonly live: LiveText
  readonly lang: Lang
  /** Fills the ask form as the story goes; not yet sent. */
  tell(story: ToldStory): Promise<void>
  /** Sends it and waits for the verdict. */
  judged(): Promise<CaseView>
  /** The case as it is now, from the server. */
  view(): Promise<CaseView>
  fold(summary: string): Promise<void>
  /** How much of the window has moved by itself since the page was opened. */
  shifted(): Promise<number>
}

/** Opens the desk by the link that it prints. */
export async function visit(browser: Browser, desk: LabDesk, lang: Lang, options: BrowserContextOptions = {}): Promise<Visit> {
  const watched = await watchedPage(browser, desk.origin, { locale: LOCALE[lang], ...options })
  const { page, errors } = watched
  const [t, live] = [deskIn(lang), lang === 'fr' ? liveFr : liveEn]
  page.on('console', (message) => void (message.type() === 'warning' && errors.push(message.text())))
  // `watchedPage` notes the attempt; here it also comes to nothing.
  await watched.context.route(
    (url) => url.origin !== desk.origin && url.protocol !== 'data:',
    (route) => route.abort(),
  )
  if (options.javaScriptEnabled !== false) await page.addInitScript(countShifts)
  await page.goto(desk.url)

  const view: Visit['view'] = async () => {
    // A line of its own: one that was kept since the last question may be closed by the desk the moment it is used again.
    const headers = { accept: 'application/json', 'accept-language': lang, connection: 'close' }
    const answer = await page.request.get(page.url(), { headers })
    return (await answer.json()) as CaseView
  }
  return {
    ...watched,
    ...{ t, live, lang, view },
    async fold(summary) {
      await page.locator('summary', { hasText: summary }).first().click()
    },
    tell: (story) => tell(page, t, story, lang),
    async judged() {
      await page.getByRole('button', { name: t.ask.go }).click()
      await page.waitForURL('**/cases/*')
      await page.locator('.verdict:not(.pending)').waitFor()
      await awake(page)
      return view()
    },
    shifted: () => page.evaluate(() => (window as unknown as { shifted: number }).shifted),
  }
}

async function tell(page: Page, t: DeskText, story: ToldStory, lang: Lang): Promise<void> {
  await awake(page)
  await page.getByLabel(t.ask.address).fill(story.address)
  await page.getByRole('combobox', { name: t.ask.app }).fill(story.app.typed[lang])
  await page.locator('#app-list').getByRole('option', { name: story.app.found[lang], exact: true }).click()
  if (story.message) await page.getByLabel(t.ask.message).fill(story.message[lang])
  const { changed, tell, protocol, secret } = story
  if (!changed && !tell && !protocol && !secret) return
  await page.locator('details.more > summary').click()
  if (changed) await page.getByLabel(t.ask.changed).fill(changed[lang])
  if (tell) await page.getByLabel(t.ask.tell).fill(tell[lang])
  if (protocol) await page.getByRole('radio', { name: t.ask.protocols[protocol] }).check()
  if (secret) await page.getByLabel(t.ask.password).fill(secret.password)
  if (secret?.kind) await page.getByRole('radio', { name: t.ask.secretKinds[secret.kind] }).check()
}

/** Runs in the page. */
function countShifts(): void {
  const holder = window as unknown as { shifted: number }
  holder.shifted = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) holder.shifted += (entry as PerformanceEntry & { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
}

/** As a hand without a mouse: Tab until the thing has the focus, which must be seen; fails when it cannot be reached. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate((one) => one === document.activeElement)) {
      const seen = await target.evaluate((one) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
      })
      assert.ok(seen, `the focus is not seen on ${target}`)
      return
    }
    await page.keyboard.press('Tab')
  }
  assert.fail(`${target} was not reached by Tab`)
}
