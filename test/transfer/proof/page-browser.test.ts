import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { textIn } from '../../../src/text/index.ts'
import { writeReport } from '../../../src/transfer/proof/write-report.ts'
import { reportSigner } from '../../../src/uses/transfer/report-key.ts'
import { memoryVault } from '../../../src/vault/memory.ts'
import { brokenRules, openBrowser } from '../../web/watched-page.ts'
import { stopWorldAfterTests } from '../world/pair.ts'
import { comparePlanted } from './compare-planted.ts'

stopWorldAfterTests()

const VIEWS = [
  { width: 1280, colorScheme: 'light', lang: 'en', media: 'screen' },
  { width: 320, colorScheme: 'dark', lang: 'fr', media: 'screen' },
  { width: 720, colorScheme: 'dark', lang: 'fr', media: 'print' },
] as const

describe('the page of a report in a browser', () => {
  let browser: Browser
  const folder = process.env.SESAME_KEEP ?? mkdtempSync(join(tmpdir(), 'sesame-report-'))
  const pages = { en: '', fr: '' }
  before(async () => {
    browser = await openBrowser()
    await comparePlanted({ accepted: ['dates'] }, async ({ summary, lines }) => {
      const signer = await reportSigner(memoryVault())
      for (const lang of ['en', 'fr'] as const) {
        // Names as long and unbroken as a hostile server has them.
        const long = { ...summary, target: { ...summary.target, greeting: `ready ${'Wort'.repeat(80)}` } }
        const { files } = await writeReport({
          path: join(folder, lang),
          summary: long,
          lines: lines(),
          signer,
          version: '1',
          lang,
          text: textIn(lang),
        })
        pages[lang] = pathToFileURL(files.page).href
      }
    })
  })
  after(async () => {
    await browser?.close()
    if (process.env.SESAME_KEEP === undefined) rmSync(folder, { recursive: true, force: true })
  })

  for (const { width, colorScheme, lang, media } of VIEWS)
    it(`${lang}, ${width} pixels wide, ${colorScheme}, ${media}: breaks no rule of axe, asks for nothing from elsewhere, is not wider than the window`, async () => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
      try {
        const page = await context.newPage()
        const asked: string[] = []
        const faults: string[] = []
        page.on('request', (request) => asked.push(request.url()))
        page.on('console', (message) => faults.push(message.text()))
        await page.emulateMedia({ media, colorScheme })
        await page.goto(pages[lang])
        assert.deepEqual(asked, [pages[lang]])
        assert.deepEqual(faults, [], 'its own style is let in')
        assert.equal(await page.locator('html').getAttribute('lang'), lang)
        assert.equal(await page.locator('script').count(), 0)
        assert.deepEqual(await brokenRules(page), [])
        assert.ok(((await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number) <= 0, 'nothing sideways')
        if (process.env.SESAME_KEEP) await page.screenshot({ path: join(folder, `${lang}-${width}-${media}.png`), fullPage: true })
        if (process.env.SESAME_KEEP && media === 'print') await page.pdf({ path: join(folder, `${lang}.pdf`), preferCSSPageSize: true })
      } finally {
        await context.close()
      }
    })
})
