// The islands before the real desk, on the lab: what they ask for is what it answers.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { type StartedDesk, startDesk } from '../../src/web/server/start.ts'
import { awake, openBrowser, watchedPage } from './watched-page.ts'

describe('the islands before the real desk', () => {
  let browser: Browser
  let desk: StartedDesk
  const data = mkdtempSync(join(tmpdir(), 'sesame-islands-'))
  before(async () => {
    browser = await openBrowser()
    desk = await startDesk({ network: { flags: {}, env: {} }, lab: true, lang: 'en', port: 0, data })
  })
  after(async () => {
    await browser?.close()
    await desk?.close()
    rmSync(data, { recursive: true, force: true })
  })

  it('goes from a screenshot and two keys to the verdict, an answer and the history', async () => {
    const watched = await watchedPage(browser, new URL(desk.url).origin, { locale: 'en-GB' })
    const { page } = watched
    // A picture of a message, as a person would take it.
    await page.setViewportSize({ width: 700, height: 160 })
    await page.setContent('<p style="font: 28px sans-serif; margin: 40px">Incorrect user name or password</p>')
    const shot = await page.screenshot()
    await page.setViewportSize({ width: 1000, height: 900 })

    await page.goto(desk.url)
    await awake(page)
    await page.getByLabel(/The email address/).fill('marie@icloud.com')
    await page.getByRole('combobox', { name: /The app or the device/ }).fill('thunderbrid')
    await page.locator('#app-list [role="option"]', { hasText: /^Thunderbird$/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('input[type="file"]').setInputFiles({ name: 'shot.png', mimeType: 'image/png', buffer: shot })
    const text = page.getByLabel('Text in the picture')
    await text.waitFor()
    assert.equal(await text.inputValue(), 'Incorrect user name or password')
    await page.getByRole('button', { name: 'Use this text' }).click()
    const known = page.getByRole('combobox', { name: /Or pick from the messages of Thunderbird/ })
    await known.focus()
    await known.fill('password')
    await page.locator('#known-message-list [role="option"]').first().waitFor()
    await known.fill('')
    await page.getByRole('button', { name: 'Find the cause' }).click()

    await page.waitForURL('**/cases/*')
    await page.locator('.verdict:not(.pending)').waitFor()
    assert.match((await page.locator('h1').textContent()) ?? '', /marie@icloud\.com/)
    await awake(page)
    await page.locator('input[data-step]').first().check()
    await page.locator('[data-steps-done]', { hasText: /^1 of/ }).waitFor()
    await page.reload()
    await page.locator('[data-steps-done]', { hasText: /^1 of/ }).waitFor()
    await watched.fulfilsAxe()
    await page.goto('/history')
    await awake(page)
    await page.getByRole('searchbox').fill('nothing is called so')
    assert.equal(await page.locator('[data-entry]:visible').count(), 0)
    await watched.close()
  })
})
