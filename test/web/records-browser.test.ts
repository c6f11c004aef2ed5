// Records on the page, in a real Chromium: a sheet made, filled, printed and asked what dies with its password; what is due; a checklist; a lost device. In both languages, wide and narrow.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { type DeskWalk, deskWalk, LOOPBACK_ONLY } from './desk-walk.ts'
import { type LabDesk, labDesk } from './visit.ts'
import { openBrowser } from './watched-page.ts'

describe('records on the page', () => {
  let browser: Browser
  let desk: LabDesk
  before(async () => {
    ;[browser, desk] = await Promise.all([openBrowser(LOOPBACK_ONLY), labDesk()])
  })
  after(async () => {
    await browser?.close()
    await desk?.close()
  })

  /** One thing more on the sheet, by its form; without holding each page against the rules. */
  async function add({ page, records }: DeskWalk, part: string, values: Readonly<Record<string, string>>): Promise<void> {
    await page.getByRole('link', { name: records.addTo(records.sheet.parts[part]?.[0] ?? '') }).click()
    await page.waitForURL(`**/edit/${part}`)
    for (const [label, value] of Object.entries(values)) {
      const radio = page.getByRole('radio', { name: value, exact: true })
      if ((await radio.count()) > 0) await radio.check()
      else await page.getByLabel(label).first().fill(value)
    }
    await page.getByRole('button', { name: records.save, exact: true }).click()
    await page.waitForURL('**/sheets/*?done=saved*')
  }

  for (const [lang, look, address] of [
    ['fr', 'wide', 'marie@icloud.com'],
    ['en', 'narrow', 'paul@icloud.com'],
  ] as const)
    it(`from an empty shelf to a walked checklist (${lang}, ${look})`, async () => {
      const walk = await deskWalk(browser, desk, lang, look)
      const { page, records, t, open, press, sound } = walk
      const { columns } = records.sheet
      await open('/sheets')
      await open('/sheets/new')
      await page.getByLabel(records.fresh.address).fill(address)
      await press(records.fresh.go)
      await page.getByText('iCloud').first().waitFor()

      await page.getByRole('link', { name: records.sheet.changeFacts }).click()
      await page.waitForURL('**/edit/account')
      await sound()
      await page.getByLabel(records.sheet.fields.owners).fill('Dupont, Marie\nPaul')
      await page.getByRole('button', { name: records.save, exact: true }).click()
      await page.waitForURL('**?done=saved')
      assert.match(await page.locator('main').innerText(), /Dupont, Marie, Paul/)

      await add(walk, 'devices', { [columns.device]: 'iPhone', [columns.app]: 'Mail', s: records.sheet.signIns['app-password'] ?? '' })
      await add(walk, 'devices', { [columns.device]: 'Old PC', s: records.sheet.signIns.password ?? '' })
      await add(walk, 'appPasswords', { [columns.label]: 'iPhone Mail', [columns.device]: 'iPhone' })
      await add(walk, 'secrets', { [columns.name]: 'main password', [columns.changed]: '2025-01-31' })
      await sound()
      await page.locator('.history, #history').first().waitFor()

      await page.getByRole('link', { name: records.sheet.before }).click()
      await page.getByRole('heading', { name: records.before.title(2) }).waitFor()
      await page.waitForLoadState()
      assert.match(await page.locator('main').innerText(), /iPhone[\s\S]*Old PC|Old PC[\s\S]*iPhone/)
      await sound()
      await page.getByRole('link', { name: records.before.back }).click()
      await page.getByRole('link', { name: records.sheet.print, exact: true }).click()
      await page.waitForURL('**/print')
      await page.emulateMedia({ media: 'print' })
      assert.equal(await page.locator('.top').isVisible(), false)
      assert.equal(await page.locator('main').getByText('iPhone Mail').first().isVisible(), true)
      await page.emulateMedia({ media: 'screen' })

      await open('/due')
      const late = page.locator('.dues.late li', { hasText: address })
      await late.getByRole('button').click()
      await page.getByText(records.due.marked).waitFor()
      assert.equal(await page.locator('.dues.late li', { hasText: address }).count(), 0)

      await open('/checklists')
      await page.locator('a[href^="/checklists/new"]').first().click()
      await page.waitForURL('**/new?*')
      await sound()
      await page.getByLabel(records.checklists.owner).fill('Anne')
      await press(records.checklists.make)
      await page.locator('.item[aria-current]').getByRole('button').first().click()
      await page.waitForURL('**#item-*')
      await page.getByText(records.checklists.progress(1, await page.locator('.item').count())).waitFor()

      await open('/lost')
      await page.getByRole('button', { name: /^iPhone / }).click()
      await page.waitForURL('**/checklists/lost-device-*')
      await sound()
      const run = page.url()
      await page.getByRole('button', { name: new RegExp(`^${records.checklists.mark.done}.*iPhone Mail`) }).click()
      await page.waitForURL('**#item-*')
      await open('/lost')
      await page.locator(`a[href="${new URL(run).pathname}"]`).waitFor()
      await page.goto(`/sheets/${address}`)
      assert.match(
        await page.locator('#appPasswords').locator('xpath=ancestor::section').innerText(),
        new RegExp(records.sheet.appPasswordStates.revoked ?? ''),
      )
      await page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav.sheets }).click()
      await page.getByLabel(records.sheets.search).fill('old pc')
      await page.getByRole('button', { name: records.sheets.go, exact: true }).click()
      await page.waitForURL('**?q=old+pc')
      await page.getByRole('rowheader', { name: address }).waitFor()
      await sound()
      await walk.close()
    })

  it('a case of the doctor becomes a sheet (en)', async () => {
    const walk = await deskWalk(browser, desk, 'en', 'wide')
    const { page, t, records } = walk
    await page.getByLabel(t.ask.address).fill('marie@contoso.example')
    await page.getByRole('button', { name: t.ask.go }).click()
    await page.getByRole('button', { name: t.guide.sheet }).click()
    await page.getByText(records.fresh.fromCaseDone).waitFor()
    await page.getByRole('rowheader').first().waitFor()
    await walk.sound()
    await walk.close()
  })
})
