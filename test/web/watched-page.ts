// A page of a real Chromium that notes all that must never happen: errors on the console, requests to elsewhere, rules of axe that are broken.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The rules of axe that the page breaks as it is shown now, each with the first element that does. */
export async function brokenRules(page: Page): Promise<readonly string[]> {
  // Half a megabyte: sent once, then there on every page to which this window goes.
  if (!(await page.evaluate('typeof window.axe?.run === "function"'))) {
    await page.addInitScript(AXE)
    await page.evaluate(AXE)
  }
  // Only what is broken is described: the rest, element by element, would be most of the answer.
  const { violations } = (await page.evaluate('axe.run({ resultTypes: ["violations"] }).then(({ violations }) => ({ violations }))')) as {
    violations: { id: string; nodes: { html: string }[] }[]
  }
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** Each window loads pages of its own for the address bar, half a second of work; nobody sees them here. Chromium heeds one list only, so what Playwright wants off in it follows. */
const OFF = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable'],
  ...['LensOverlay', 'MediaRouter', 'PaintHolding', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]

/** Debian's, where the shell would find it. */
export function openBrowser(...more: readonly string[]): Promise<Browser> {
  const folder = (process.env.PATH ?? '').split(delimiter).find((one) => existsSync(join(one, 'chromium')))
  return chromium.launch({
    timeout: 120_000,
    executablePath: join(folder ?? assert.fail('chromium is not installed'), 'chromium'),
    args: ['--no-sandbox', '--disable-gpu', `--disable-features=${OFF}`, ...more],
  })
}

/** Until the page is whole and its script listens: what is pressed before is the browser's own business. A page without script is awake. */
export async function awake(page: Page): Promise<void> {
  await page.waitForLoadState()
  await page.locator('html:is([data-awake], :not(:has(script[type="module"])))').waitFor({ state: 'attached' })
}

export interface WatchedPage {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors on the console and in scripts; taken out when read on purpose. */
  readonly errors: string[]
  readonly elsewhere: readonly string[]
  /** Fails on the first broken rule of what is shown now. */
  fulfilsAxe(): Promise<void>
  /** Closes it, and fails when anything was noted. */
  close(): Promise<void>
}

export async function watchedPage(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1000, height: 800 }, ...options })
  // Only how long a machine may take for what must come; for the windows that are opened from here too.
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const errors: string[] = []
  const elsewhere: string[] = []
  page.on(
    'console',
    (message) =>
      void (message.type() === 'error' && errors.push(`${message.text()} ${new URL(message.location().url || origin).pathname}`)),
  )
  page.on('pageerror', (error) => void errors.push(String(error)))
  page.on('request', (request) => void (new URL(request.url()).origin === origin || elsewhere.push(request.url())))
  return {
    page,
    context,
    errors,
    elsewhere,
    async fulfilsAxe() {
      assert.deepEqual(await brokenRules(page), [])
    },
    async close() {
      await context.close()
      assert.deepEqual({ errors, elsewhere }, { errors: [], elsewhere: [] })
    },
  }
}
