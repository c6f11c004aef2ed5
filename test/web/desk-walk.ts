// A walk through pages of the real desk on the lab: a Chromium in one language and look, every page held against axe and against its width, every answer kept for a search.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Lang } from '../../src/model/lang.ts'
import { deskIn } from '../../src/text/desk.ts'
import { keysIn } from '../../src/text/desk-keys.ts'
import { recordsOnDesk } from '../../src/text/desk-records.ts'
import type { LabDesk } from './visit.ts'
import { awake, type WatchedPage, watchedPage } from './watched-page.ts'

/** The provider's page of the lab and the door of the sign-in are on this computer; no other name leads anywhere. Not by a route: that would switch the browser's memory off. */
export const LOOPBACK_ONLY = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'

const LOOKS = {
  wide: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  narrow: { viewport: { width: 320, height: 800 }, colorScheme: 'dark' },
} as const

export interface DeskWalk extends WatchedPage {
  readonly lang: Lang
  readonly t: ReturnType<typeof deskIn>
  readonly keys: ReturnType<typeof keysIn>
  readonly records: ReturnType<typeof recordsOnDesk>
  /** Everything that the desk answered, with the addresses that were asked for. */
  readonly heard: string[]
  /** Goes there, and holds the page against the rules. */
  open(path: string): Promise<void>
  /** What is shown now breaks no rule of axe and is not wider than the window. */
  sound(): Promise<void>
  /** Presses it and waits for the page that it leads to, which is held against the rules. */
  press(name: string | RegExp): Promise<void>
  /** The window that a link to the provider opens. */
  follow(link: ReturnType<Page['locator']>): Promise<Page>
}

export async function deskWalk(browser: Browser, desk: LabDesk, lang: Lang, look: keyof typeof LOOKS): Promise<DeskWalk> {
  const locale = lang === 'fr' ? 'fr-FR' : 'en-GB'
  const watched = await watchedPage(browser, desk.origin, { locale, ...LOOKS[look] })
  const { page, context } = watched
  const heard: string[] = []
  page.on('response', (response) => {
    heard.push(response.url())
    if (!response.url().endsWith('/events') && !response.url().includes('/assets/'))
      void response
        .text()
        .then((text) => heard.push(text))
        .catch(() => {})
  })
  const sound = async () => {
    await awake(page)
    const name = page.url()
    assert.equal(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0, `${name} is wider than the window`)
    await watched.fulfilsAxe()
  }
  await page.goto(desk.url)
  return {
    ...watched,
    ...{ lang, heard, sound },
    t: deskIn(lang),
    keys: keysIn(lang),
    records: recordsOnDesk(lang),
    async open(path) {
      await page.goto(path)
      await sound()
    },
    async press(name) {
      const button = page.getByRole('button', { name, exact: typeof name === 'string' }).first()
      // The address may be the one that it was.
      await Promise.all([page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame()), button.click()])
      await sound()
    },
    async follow(link) {
      const [opened] = await Promise.all([context.waitForEvent('page'), link.click()])
      await opened.waitForLoadState()
      return opened
    },
  }
}

/** Every byte below the folder, whatever the files are called. */
export function bytesBelow(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return Buffer.concat(files.map((one) => readFileSync(join(one.parentPath, one.name))))
}
