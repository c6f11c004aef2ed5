// The sign-in in a real Chromium: the person fills the provider's forms, the last page is drawn without a word of complaint, in the dark too.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { chromium } from 'playwright-core'
import { createNetwork } from '../../src/net/create.ts'
import { signInByBrowser } from '../../src/oauth/browser-flow.ts'
import { discover } from '../../src/oauth/discover.ts'
import { value } from './outcome.ts'
import { startOAuthServer } from './server.ts'

describe('a real browser', () => {
  test('signs in by hand, and the last page says so in French', async () => {
    const real = await startOAuthServer()
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
    try {
      const page = await browser.newPage({ colorScheme: 'dark', viewport: { width: 900, height: 640 } })
      const complaints: string[] = []
      const asked: string[] = []
      page.on('console', (message) => message.type() === 'error' && asked.at(-1)?.includes('code=') && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('request', (request) => asked.push(request.url()))
      const network = createNetwork({})
      let visit: Promise<void> = Promise.resolve()
      const outcome = await signInByBrowser({
        network,
        server: value(await discover(network, real.issuer)),
        client: { id: 'desktop', redirect: 'http://localhost' },
        scopes: ['openid', 'email', 'offline_access', 'mail.read'],
        lang: 'fr',
        open: (url) => {
          visit = (async () => {
            await page.goto(url, { waitUntil: 'domcontentloaded' })
            await page.fill('[name=login]', 'marie@example.test')
            await page.fill('[name=password]', 'any')
            await page.click('button[type=submit]', { noWaitAfter: true })
            await page.waitForURL(/interaction/, { waitUntil: 'domcontentloaded' })
            await page.locator('form[action*="interaction"]:has([name=prompt][value=consent]) button').click({ noWaitAfter: true })
            await page.waitForURL(/^http:\/\/localhost:\d+/, { waitUntil: 'load' })
          })()
          visit.catch(() => {})
        },
      })
      await visit
      assert.ok(value(outcome).refresh)
      assert.equal(await page.locator('h1').textContent(), 'Vous êtes connecté')
      assert.equal(await page.locator('html').getAttribute('lang'), 'fr')
      assert.match(await page.evaluate('getComputedStyle(document.body).backgroundColor'), /rgb\(17, 22, 27\)/)
      assert.deepEqual(complaints, [])
      assert.ok(!(await page.content()).includes(new URL(page.url()).searchParams.get('code') ?? 'none'))
      if (process.env.SESAME_SHOTS) await page.screenshot({ path: `${process.env.SESAME_SHOTS}/end-page.png` })
    } finally {
      await browser.close()
      await real.stop()
    }
  })
})
