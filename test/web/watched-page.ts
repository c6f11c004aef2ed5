// A page of a real Chromium that notes all that must never happen: errors on the console, requests to elsewhere, rules of axe that are broken.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Debian's, where the shell would find it. */
export function openBrowser(...more: readonly string[]): Promise<Browser> {
  const folder = (process.env.PATH ?? '').split(delimiter).find((one) => existsSync(join(one, 'chromium')))
  return chromium.launch({
    executablePath: join(folder ?? assert.fail('chromium is not installed'), 'chromium'),
    args: ['--no-sandbox', ...more],
  })
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
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
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
      await page.evaluate(axe)
      const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string; nodes: { html: string }[] }[] }
      assert.deepEqual(
        violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`),
        [],
      )
    },
    async close() {
      await context.close()
      assert.deepEqual({ errors, elsewhere }, { errors: [], elsewhere: [] })
    },
  }
}
