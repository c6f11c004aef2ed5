// The bridge on the page, in a real Chromium on the lab: from an empty desk to a device whose password really signs in, and is shut out; in both languages, wide and narrow.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { bridgeOnDesk } from '../../src/text/desk-bridge.ts'
import type { AttemptView } from '../../src/web/keys-view.ts'
import { goThrough } from '../oauth/agent.ts'
import { until } from './desk.ts'
import { bytesBelow, type DeskWalk, deskWalk, LOOPBACK_ONLY } from './desk-walk.ts'
import { type LabDesk, labDesk, tabTo } from './visit.ts'
import { openBrowser } from './watched-page.ts'

const PASSPHRASE = 'eine lange Brücke über den Fluss'
const MARIE = 'marie@outlook.com'
/** On a line of its own: one that was kept may be closed by the desk the moment it is used again. */
const ALONE = { connection: 'close' }

describe('the bridge on the page', () => {
  let browser: Browser
  let desk: LabDesk
  const passwords: string[] = []
  const heard: string[] = []
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
  /** Of the page that shows it. */
  const passwordOf = async ({ page, sound }: DeskWalk) => {
    const password = (await page.locator('#device-password').textContent()) ?? ''
    assert.match(password, /^([a-z0-9]{4}-){3}[a-z0-9]{4}$/)
    passwords.push(password)
    await sound()
    return password
  }
  const portOf = async ({ page }: DeskWalk, protocol: string) =>
    Number(await page.locator('.doors tr', { hasText: protocol }).locator('code').nth(1).textContent())

  it('from nothing to a device that signs in, is tried, and is shut out (en)', async () => {
    const walk = await deskWalk(browser, desk, 'en', 'wide')
    const { page, keys, open, press, sound } = walk
    const t = bridgeOnDesk('en')
    await open('/bridge')
    await page.locator('.note.warned').getByRole('link', { name: keys.list.openVault }).click()
    const byPassphrase = page.getByRole('radio', { name: keys.vault.kinds.passphrase })
    if ((await byPassphrase.count()) > 0) await byPassphrase.check()
    await page.getByLabel(keys.vault.passphrase, { exact: true }).fill(PASSPHRASE)
    await page.getByLabel(keys.vault.again).fill(PASSPHRASE)
    await page.getByRole('button', { name: keys.vault.make, exact: true }).click()
    await page.getByText(keys.vault.states.open).waitFor()
    await signIn(walk, desk.origin)

    await page.goto('/bridge')
    for (const [protocol, port] of [
      ['IMAP', '0'],
      ['POP3', ''],
      ['SMTP', '0'],
    ] as const)
      await page.getByLabel(t.start.port(protocol)).fill(port)
    await press(t.start.go)
    await page.getByRole('heading', { name: t.running.own }).waitFor()
    const imap = await portOf(walk, 'IMAP')

    // Without a mouse, from the menu to the password.
    await tabTo(page, page.getByRole('link', { name: t.devices.add }).last())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: t.add.title }).waitFor()
    await tabTo(page, page.getByLabel(t.add.name, { exact: true }))
    await page.keyboard.type('Printer')
    await tabTo(page, page.getByRole('checkbox', { name: t.add.protocolWords.imap }))
    await page.keyboard.press('Space')
    await tabTo(page, page.getByRole('button', { name: t.add.go }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: t.ready.title('printer') }).waitFor()
    await page.locator('summary', { hasText: t.ready.qr }).click()
    await page.getByRole('img', { name: t.ready.qrAlt }).waitFor()
    const password = await passwordOf(walk)
    assert.deepEqual(await imaplib(imap, password), ['OK', 'OK'])

    const tested = await walk.follow(page.getByRole('button', { name: t.test.go.smtp }))
    await tested.getByText(t.test.outcomes.sent.what).waitFor()
    await tested.close()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: t.ready.download }).click()])
    assert.equal(file.suggestedFilename(), 'printer.mobileconfig')

    await page.getByRole('link', { name: t.ready.leave }).click()
    await page.getByRole('heading', { name: t.device.visits }).waitFor()
    await sound()
    // The way back leads to a page that is no more: an error of the browser's own, which is no fault of the page.
    await page.goBack().catch(() => null)
    const back = await until(
      () => page.content().catch(() => ''),
      (html) => html !== '',
    )
    assert.ok(!back.includes(password), 'the browser brings the password back')
    walk.errors.length = 0

    await open('/bridge/devices/printer/revoke')
    await page.getByRole('button', { name: t.revoke.yes }).click()
    await page.getByText(t.done.revoked).waitFor()
    await sound()
    assert.deepEqual(await imaplib(imap, password), ['error'])
    await leave(walk)
  })

  it('another password, the overview and the queue (fr, 320 pixels, dark)', async () => {
    const walk = await deskWalk(browser, desk, 'fr', 'narrow')
    const { page, open, press, sound } = walk
    const t = bridgeOnDesk('fr')
    await page.goto('/bridge')
    const imap = await portOf(walk, 'IMAP')
    await page.goto('/bridge/add')
    await page.getByLabel(t.add.name, { exact: true }).fill('scanner')
    await page.locator('summary', { hasText: t.add.more }).click()
    await page.getByLabel(t.add.networks).fill('chez moi')
    await page.getByRole('button', { name: t.add.go }).click()
    await page.getByText(t.add.faults.networks.what).waitFor()
    await sound()
    // Refused with its status, which the browser's console notes.
    walk.errors.length = 0
    await page.getByLabel(t.add.networks).fill('')
    await page.getByRole('checkbox', { name: t.add.protocolWords.imap }).check()
    await page.getByRole('button', { name: t.add.go }).click()
    await page.getByRole('heading', { name: t.ready.title('scanner') }).waitFor()
    const first = await passwordOf(walk)
    await open('/bridge/devices/scanner/renew')
    await page.getByRole('button', { name: t.renew.yes }).click()
    await page.getByRole('heading', { name: t.ready.title('scanner') }).waitFor()
    const second = await passwordOf(walk)
    assert.deepEqual([await imaplib(imap, first), await imaplib(imap, second)], [['error'], ['OK', 'OK']])
    await open('/bridge/devices/scanner')
    await open('/bridge/queue')
    await open('/bridge')
    await press(t.running.stop)
    await page.getByText(t.running.none, { exact: true }).waitFor()
    assert.deepEqual(await imaplib(imap, second), ['error'])
    await leave(walk)
  })

  it('and each password was in one answer, in no address and in no file', () => {
    const files = bytesBelow(desk.data)
    assert.equal(new Set(passwords).size, 3)
    for (const password of passwords) {
      const answers = heard.filter((text) => text.includes(password))
      assert.ok(answers.length === 1 && answers[0]?.startsWith('<!doctype html>'), `it was in ${answers.length} answers`)
      assert.ok(!files.includes(password) && !files.includes(password.replaceAll('-', '')))
    }
  })
})

/** By the forms of the page alone, the person at the provider's page played; its own pages have their own tests. */
async function signIn({ page }: DeskWalk, origin: string): Promise<void> {
  const post = (path: string, form: Record<string, string>) =>
    page.request.post(path, { form, headers: { origin, ...ALONE }, maxRedirects: 0 })
  const path = (await post('/keys', { address: MARIE })).headers().location ?? ''
  const stage = (wanted: string) =>
    until(
      async () => (await (await page.request.get(path, { headers: { accept: 'application/json', ...ALONE } })).json()) as AttemptView,
      (view) => view.stage === wanted,
    )
  await stage('ready')
  await post(`${path}/begin`, { flow: 'browser' })
  await goThrough((await stage('browser')).url ?? '', { login: MARIE })
  await stage('done')
}

/** Python's own client: what sign-in and INBOX came to. */
function imaplib(port: number, password: string): Promise<readonly string[]> {
  const program = `
import imaplib, sys
try:
    box = imaplib.IMAP4('127.0.0.1', ${port}, timeout=20)
    print(box.login('${MARIE}', sys.stdin.readline().strip())[0])
    print(box.select('INBOX')[0])
    box.logout()
except Exception:
    print('error')
`
  const child = spawn('python3', ['-c', program], { stdio: ['pipe', 'pipe', 'ignore'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stdin.end(`${password}\n`)
  return new Promise((resolve) => child.on('close', () => resolve(said.trim().split('\n'))))
}
