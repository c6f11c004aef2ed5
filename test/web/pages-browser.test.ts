// The pages in a real Chromium, as the server sends them: no violation of axe's rules, nothing sideways from 320 pixels on, light and dark, folded and open, on paper.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import type { Lang } from '../../src/model/lang.ts'
import { deskIn } from '../../src/text/desk.ts'
import { renderDocument } from '../../src/web/pages/index.ts'
import { pageSamples } from './page-samples.ts'
import { brokenRules, openBrowser } from './watched-page.ts'

/** What the browser build wrote: the manifest says where the style sheet lies. */
const BUILT = fileURLToPath(new URL('../../web/', import.meta.url))
const { 'desk.css': STYLE } = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8')) as { 'desk.css': string }
const VIEWS = [
  { width: 320, colorScheme: 'dark', lang: 'fr', media: 'screen' },
  { width: 1280, colorScheme: 'light', lang: 'en', media: 'screen' },
  { width: 720, colorScheme: 'dark', lang: 'fr', media: 'print' },
] as const
/** Texts as long and unbroken as a hostile server writes them. */
const LONG = (text: string) => `${text} ${'Wort'.repeat(60)}`

describe('pages in a browser', () => {
  let browser: Browser
  const folder = mkdtempSync(join(tmpdir(), 'sesame-pages-'))
  const write = (name: string, lang: Lang, body: Parameters<typeof renderDocument>[0]['body']): string => {
    const file = join(folder, `${name}.html`)
    writeFileSync(file, renderDocument({ title: name, lang, body, styles: [pathToFileURL(join(BUILT, STYLE)).href] }))
    return pathToFileURL(file).href
  }
  before(async () => {
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function withPage<T>(
    { width, colorScheme }: { width: number; colorScheme: 'light' | 'dark' },
    use: (page: Page) => Promise<T>,
  ): Promise<T> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    try {
      return await use(await context.newPage())
    } finally {
      await context.close()
    }
  }

  const sideways = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth - innerWidth')
  const unfold = (page: Page) => page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')

  for (const view of VIEWS)
    it(`${view.width} pixels wide, ${view.colorScheme}, ${view.media}`, () =>
      withPage(view, async (page) => {
        await page.emulateMedia({ media: view.media, colorScheme: view.colorScheme })
        for (const [name, body] of pageSamples(view.lang)) {
          await page.goto(write(name, view.lang, body))
          await unfold(page)
          assert.deepEqual(
            { name, sideways: await sideways(page), violations: await brokenRules(page) },
            { name, sideways: 0, violations: [] },
          )
        }
      }))

  it('has a style of at most 20 kB', () => assert.ok(statSync(join(BUILT, STYLE)).size < 20_000))

  it('keeps its width whatever the words', () =>
    withPage({ width: 320, colorScheme: 'light' }, async (page) => {
      for (const [name, body] of pageSamples('en', LONG)) {
        await page.goto(write(name, 'en', body))
        await unfold(page)
        assert.deepEqual({ name, sideways: await sideways(page) }, { name, sideways: 0 })
      }
    }))

  it('moves nothing while stations light up and the verdict comes', () =>
    withPage({ width: 1280, colorScheme: 'light' }, async (page) => {
      const places = []
      for (const name of ['looking', 'judged', 'works', 'stopped']) {
        await page.goto(write(name, 'fr', pageSamples('fr').get(name) ?? assert.fail(name)))
        places.push(
          await page.evaluate(
            '[...document.querySelectorAll(".hop, .road-says, .verdict")].map((one) => Math.round(one.getBoundingClientRect().top + scrollY))',
          ),
        )
      }
      for (const place of places) assert.deepEqual(place, places[0])
    }))

  it('stands still for those who asked for less motion, and moves at the station that is looked at otherwise', () =>
    withPage({ width: 1280, colorScheme: 'light' }, async (page) => {
      await page.goto(write('moving', 'en', pageSamples('en').get('looking') ?? assert.fail()))
      const running = () => page.evaluate('document.getAnimations().length')
      await page.emulateMedia({ reducedMotion: 'reduce' })
      assert.equal(await running(), 0)
      await page.emulateMedia({ reducedMotion: 'no-preference' })
      assert.equal(await running(), 1)
    }))

  it('without script hides what only a script can do, and the station still opens', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    try {
      const page = await context.newPage()
      await page.goto(write('plain', 'en', pageSamples('en').get('judged') ?? assert.fail()))
      assert.equal(await page.locator('[data-copy]').first().isVisible(), false)
      await page.getByText(deskIn('en').hops['sign-in'], { exact: true }).click()
      assert.equal(await page.getByRole('region', { name: deskIn('en').road.transcript('Sign-in') }).isVisible(), true)
    } finally {
      await context.close()
    }
  })
})
