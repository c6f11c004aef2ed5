// Signing in on the page, in a real Chromium on the lab: by browser from the first click to the proof, by the code of another device, refused with its guide, and out again.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { Secret } from '../../src/model/secret.ts'
import { openVault } from '../../src/sesame.ts'
import { bytesBelow, type DeskWalk, deskWalk, LOOPBACK_ONLY } from './desk-walk.ts'
import { type LabDesk, labDesk } from './visit.ts'
import { openBrowser } from './watched-page.ts'

const PASSPHRASE = 'ein Pferd im Nebel singt leise'

describe('sign-ins on the page', () => {
  let browser: Browser
  let desk: LabDesk
  const heard: string[] = []
  /** What must be found nowhere. */
  const planted = new Set([PASSPHRASE])
  before(async () => {
    ;[browser, desk] = await Promise.all([openBrowser(LOOPBACK_ONLY), labDesk()])
  })
  after(async () => {
    await browser?.close()
    await desk?.close()
  })
  const leave = async (walk: DeskWalk) => {
    heard.push(...walk.heard)
    await walk.close()
  }
  const begin = async ({ page, keys, sound }: DeskWalk, address: string) => {
    await page.goto('/keys')
    await page.getByLabel(keys.list.address).fill(address)
    await page.getByRole('button', { name: keys.list.go, exact: true }).click()
    await page.waitForURL('**/keys/attempts/*')
    await page.locator('.attempt:not(.looking)').waitFor()
    await sound()
  }

  it('by the browser, from a vault that is not there yet to the proof, the doctor and the way out (en)', async () => {
    const walk = await deskWalk(browser, desk, 'en', 'wide')
    const { page, keys, t, open, press, sound } = walk
    await begin(walk, 'marie@outlook.com')
    await page.locator('.attempt.vault').getByRole('link', { name: keys.list.openVault }).click()
    await page.getByRole('heading', { name: keys.vault.title, level: 1 }).waitFor()
    await sound()
    const byPassphrase = page.getByRole('radio', { name: keys.vault.kinds.passphrase })
    if ((await byPassphrase.count()) > 0) await byPassphrase.check()
    await page.getByLabel(keys.vault.passphrase, { exact: true }).fill(PASSPHRASE)
    await page.getByLabel(keys.vault.again).fill(PASSPHRASE)
    await press(keys.vault.make)
    await page.getByText(keys.vault.states.open).waitFor()

    await begin(walk, 'marie@outlook.com')
    await page.getByRole('heading', { name: keys.attempt.plan }).waitFor()
    assert.match(
      await page.locator('.plan').innerText(),
      /login\.microsoftonline\.com[\s\S]*IMAP[\s\S]*SMTP/,
      'says whose page opens and for what',
    )
    await page.getByRole('button', { name: keys.attempt.browser }).click()
    const link = page.getByRole('link', { name: keys.attempt.openPage('login.microsoftonline.com') })
    await link.waitFor()
    await sound()
    const provider = await walk.follow(link)
    await Promise.all([provider.waitForURL(/^http:\/\/localhost:\d+\/\?code=/), provider.getByRole('button', { name: 'Allow' }).click()])
    planted.add(new URL(provider.url()).searchParams.get('code') ?? assert.fail('no code'))
    await page.getByRole('heading', { name: keys.attempt.done, exact: true }).waitFor()
    const lines = page.locator('.proofs > li')
    assert.deepEqual(await lines.locator('.state').allTextContents(), ['accepted', 'accepted', 'accepted'])
    await sound()

    const attempt = page.url()
    await open('/keys')
    await page.locator('.kept-one', { hasText: 'marie@outlook.com' }).getByText(keys.list.states.renews).waitFor()
    await open('/vault')
    await page.getByRole('rowheader', { name: 'marie@outlook.com (OAuth)' }).waitFor()
    await keptTokens(desk.data, 'marie@outlook.com')

    // The doctor and its proof use it, without any password.
    await page.goto(attempt)
    await page.getByRole('button', { name: keys.attempt.toDoctor }).click()
    await page.waitForURL('**/cases/*')
    await page.locator('.verdict.works').waitFor()
    await page.getByRole('button', { name: t.proof.keptGo }).click()
    await page.getByRole('heading', { name: t.proof.states.proved }).waitFor()
    await sound()

    await open('/keys')
    await page.getByRole('link', { name: `${keys.list.signOut} marie@outlook.com` }).click()
    await page.getByRole('heading', { name: keys.out.title('marie@outlook.com') }).waitFor()
    await sound()
    await page.getByRole('button', { name: keys.out.yes }).click()
    await page.getByRole('heading', { name: keys.out.done('marie@outlook.com') }).waitFor()
    await sound()
    await leave(walk)
  })

  it('by the code of another device, in large type, with a square and a clock (fr)', async () => {
    const walk = await deskWalk(browser, desk, 'fr', 'narrow')
    const { page, keys, sound } = walk
    await begin(walk, 'marie@contoso.example')
    await page.getByRole('button', { name: keys.attempt.device }).click()
    const code = page.locator('#code')
    await code.waitFor()
    await page.getByRole('img', { name: keys.attempt.codeAlt }).waitFor()
    await page.getByText(/^Encore valable \d+ min \d+ s/).waitFor()
    await sound()
    const provider = await walk.follow(page.locator('.on-device a'))
    await provider.getByLabel('Code').fill((await code.textContent()) ?? '')
    await provider.getByLabel('Who signs in').selectOption('marie@contoso.example')
    await provider.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: keys.attempt.done, exact: true }).waitFor()
    assert.equal(await page.locator('#code').count(), 0, 'the code is gone')
    await sound()
    await keptTokens(desk.data, 'marie@contoso.example')
    await walk.open('/keys')
    await leave(walk)
  })

  it('refused for want of an administrator: the code, the cause, the steps and the letter (fr)', async () => {
    const walk = await deskWalk(browser, desk, 'fr', 'wide')
    const { page, keys, sound } = walk
    await begin(walk, 'admin-consent@oauth-cases.example')
    await page.getByRole('button', { name: keys.attempt.browser }).click()
    const provider = await walk.follow(page.locator('a.primary'))
    await provider.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: keys.attempt.refused }).waitFor()
    await page.getByText('AADSTS90094').waitFor()
    assert.match(await page.locator('.attempt ol').innerText(), /administrateur/)
    await sound()
    await page.locator('.letters a').first().click()
    await page.waitForURL('**/letter/*')
    await sound()
    await leave(walk)
  })

  it('says plainly where nobody is taken, and keeps a registration that the provider knows (en)', async () => {
    const walk = await deskWalk(browser, desk, 'en', 'narrow')
    const { page, keys, open, press } = walk
    await begin(walk, 'marie@yahoo.com')
    await page
      .locator('.attempt.closed')
      .getByText(/app password/)
      .waitFor()
    await open('/keys/register')
    await open('/keys/register/outlook-com')
    await page.locator('input[data-step]').first().check()
    await page.getByLabel(keys.register.client).fill('00000000-dead-beef-0000-000000000000')
    await page.getByRole('button', { name: keys.register.go }).click()
    await page.locator('.faulty').waitFor()
    walk.errors.length = 0
    await page.getByLabel(keys.register.client).fill('')
    await open('/vault/generator')
    await press(keys.generator.go)
    assert.equal((await page.locator('#made-value').textContent())?.length, 20)
    await leave(walk)
  })

  it('and leaves no passphrase, code or token in any page, address or file', () => {
    assert.ok(planted.size >= 6, 'tokens were looked at')
    const pages = heard.join('\n')
    const files = bytesBelow(desk.data)
    for (const secret of planted) {
      assert.ok(!pages.includes(secret), `a page or an address holds ${secret.slice(0, 6)}…`)
      assert.ok(!files.includes(secret), `a file holds ${secret.slice(0, 6)}…`)
    }
  })

  /** Opens the vault as its owner could, and notes what it keeps. */
  async function keptTokens(folder: string, address: string): Promise<void> {
    const vault = await openVault({ folder, env: {}, ask: async () => new Secret(PASSPHRASE) })
    const held = await vault.read(`oauth/${address}`)
    vault.close()
    const { tokens } = JSON.parse(held?.secret.reveal() ?? assert.fail('nothing is kept')) as { tokens: Record<string, unknown> }
    for (const value of [tokens.access, tokens.refresh, tokens.id]) if (typeof value === 'string') planted.add(value)
  }
})
