// The bridge on the desk by forms alone: a device whose password is in one answer, really signs in, is renewed, tried and shut out; and nothing of it is kept.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { keepAccount } from '../../src/store/bridge.ts'
import { allSeen, sawGrant, sawShut } from '../../src/store/bridge-live.ts'
import { openStore, type Store } from '../../src/store/database.ts'
import { enterMail } from '../../src/store/queue.ts'
import { bridgeOnDesk } from '../../src/text/desk-bridge.ts'
import type { AttemptView } from '../../src/web/keys-view.ts'
import { goThrough } from '../oauth/agent.ts'
import { openDesk, type TestDesk, until } from './desk.ts'
import { bytesBelow } from './desk-walk.ts'

const t = bridgeOnDesk('en')
const PASSPHRASE = 'fünf Worte vor einer Brücke'
const MARIE = 'marie@outlook.com'
const SCAN = 'scan@contoso.example'
/** An address of this computer that others would reach. */
const OWN = Object.values(networkInterfaces())
  .flatMap((card) => card ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address
const PRINTER = { name: 'printer', title: 'Printer <b>upstairs</b>', signin: `oauth/${MARIE}` }

describe('the bridge at the desk', () => {
  let desk: TestDesk
  /** Each password that was ever made. */
  const made: string[] = []
  before(async () => {
    desk = await openDesk()
  })
  after(() => desk?.close())
  const text = async (path: string) => (await desk.get(path)).text()
  const add = (form: Readonly<Record<string, string>>, ...protocols: readonly string[]) => {
    const data = new FormData()
    for (const [name, value] of Object.entries(form)) data.set(name, value)
    for (const protocol of protocols) data.append('protocols', protocol)
    return desk.post('/bridge/add', data)
  }
  /** The answer with the password in it. */
  const shown = async (answer: Response) => {
    assert.deepEqual([answer.status, answer.headers.get('cache-control')], [200, 'no-store'])
    const html = await answer.text()
    const password = /id="device-password"[^>]*>([^<]+)</.exec(html)?.[1] ?? assert.fail('no password is shown')
    made.push(password)
    return { html, password }
  }
  const port = async (protocol: string) => {
    const door = new RegExp(`${protocol}</th><td[^>]*><code>127.0.0.1</code></td><td[^>]*><code>(\\d+)</code>`).exec(await text('/bridge'))
    return Number(door?.[1] ?? assert.fail(`no door for ${protocol}`))
  }

  it('asks for a vault and a sign-in first, and says beside each field what is wrong with it', async () => {
    assert.match(await text('/bridge/add'), /There is no vault yet|<a href="\/vault">/)
    await desk.post('/vault/make', { kind: 'passphrase', passphrase: PASSPHRASE, again: PASSPHRASE })
    assert.ok((await text('/bridge/add')).includes(t.add.noSignIn))
    await signIn(desk, MARIE)
    const { faults } = t.add
    for (const [form, protocols, fault] of [
      [{ ...PRINTER, signin: 'oauth/nobody@outlook.com' }, ['smtp'], faults.signIn],
      [PRINTER, [], faults.protocols],
      [{ ...PRINTER, name: '../etc' }, ['smtp'], faults.name],
      [{ ...PRINTER, senders: 'marie' }, ['smtp'], faults.senders],
      [{ ...PRINTER, networks: '192.168.1.0/99' }, ['smtp'], faults.networks],
      [{ ...PRINTER, expires: '2020-01-01' }, ['smtp'], faults.expires],
      [{ ...PRINTER, 'per-minute': '0' }, ['smtp'], faults['per-minute']],
      [{ ...PRINTER, shared: 'info' }, ['smtp'], faults.shared],
    ] as const) {
      const answer = await add(form, ...protocols)
      const html = await answer.text()
      assert.ok(answer.status === 422 && html.includes(fault.what), fault.what)
      assert.ok(!html.includes('device-password'))
    }
  })

  it('shows a password once; with it curl reads and sends through the bridge that the page has started', async () => {
    for (const [form, fault] of [
      [{ imap: '', pop3: '', smtp: '' }, t.start.faultNone],
      [{ imap: '99999' }, t.start.faultPort],
    ] as const) {
      const answer = await desk.post('/bridge/start', form)
      assert.ok(answer.status === 422 && (await answer.text()).includes(fault.what))
    }
    assert.equal((await desk.post('/bridge/start', { imap: '0', pop3: '', smtp: '0' })).headers.get('location'), '/bridge?done=started')
    assert.ok((await text('/bridge')).includes(t.running.own))
    const { html, password } = await shown(await add(PRINTER, 'imap', 'smtp'))
    assert.ok(html.includes('<svg class="qr"'))
    assert.equal(html.includes('/assets/once-'), existsSync(BUILT))
    assert.ok(html.includes('Printer &lt;b>upstairs') && !html.includes('<b>upstairs'))
    assert.ok(html.includes(`<code>${await port('IMAP')}</code>`), 'the card has the port that is open')
    assert.equal(await curl(`imap://127.0.0.1:${await port('IMAP')}/INBOX`, password), 0)
    await until(
      () => text('/bridge/devices/printer'),
      (page) => page.includes(t.device.seen.admitted ?? ''),
    )
    assert.match(await text('/bridge'), /, from this computer/)
    assert.equal((await add(PRINTER, 'smtp')).status, 422, 'a reload makes nothing')

    const tested = await (await desk.post('/bridge/devices/printer/test', { password })).text()
    assert.ok(tested.includes(t.test.outcomes.sent.what) && !tested.includes(password), tested)
    const wrong = await (await desk.post('/bridge/devices/printer/test', { password: 'aaaa-bbbb-cccc-dddd' })).text()
    assert.ok(wrong.includes(t.test.outcomes['not-let-in'].what))
  })

  it('makes files for its program, with the password only where it was handed over', async () => {
    const password = made.at(-1) ?? ''
    const profile = await desk.post('/bridge/devices/printer/file', { format: 'mobileconfig', password })
    assert.match(profile.headers.get('content-disposition') ?? '', /^attachment; filename="printer\.mobileconfig"$/)
    assert.ok((await profile.text()).includes(password))
    const plain = await desk.post('/bridge/devices/printer/file', { format: 'msmtp' })
    assert.match(plain.headers.get('content-type') ?? '', /^text\/plain/)
    assert.ok(!(await plain.text()).includes(password))
  })

  it('renews it, so that the old password is dead, and shuts it out after asking', async () => {
    const old = made.at(-1) ?? ''
    assert.ok((await text('/bridge/devices/printer/renew')).includes(t.renew.lead))
    const { password } = await shown(await desk.post('/bridge/devices/printer/renew', {}))
    const url = `imap://127.0.0.1:${await port('IMAP')}/INBOX`
    assert.deepEqual([await curl(url, old), await curl(url, password)], [DENIED, 0])
    assert.ok((await text('/bridge/devices/printer/revoke')).includes(t.revoke.yes))
    assert.equal(await curl(url, password), 0, 'asking does nothing')
    const gone = await desk.post('/bridge/devices/printer/revoke', {})
    assert.equal(gone.headers.get('location'), '/bridge?done=revoked')
    assert.equal(await curl(url, password), DENIED)
    assert.ok((await text('/bridge?done=revoked')).includes(t.done.revoked))
    await desk.post('/bridge/devices/printer/revoke', { forget: '1' })
    assert.equal((await desk.get('/bridge/devices/printer')).status, 404)
  })

  it('keeps the bridge going when the vault is locked, and tells the state of a mailbox with the next step', async () => {
    const { password } = await shown(await add({ ...PRINTER, title: '', mend: '1', networks: '127.0.0.1/32\n10.0.0.0/8' }, 'imap'))
    await desk.post('/vault/lock', {})
    const before = Date.now()
    assert.equal(await curl(`imap://127.0.0.1:${await port('IMAP')}/INBOX`, password), 0)
    assert.equal((await add({ ...PRINTER, name: 'other' }, 'imap')).status, 422)
    assert.match(await text('/bridge/devices/printer'), new RegExp(`${t.device.mend}[\\s\\S]*127\\.0\\.0\\.1`))
    // The bridge writes once a second what it saw: this sign-in first, so that it does not open again what is shut here.
    const seen = () => withStore(desk.folder, (db) => allSeen(db).find(({ account }) => account === MARIE)?.lastOk ?? 0)
    await until(seen, (at) => at >= before)
    await withStore(desk.folder, (db) => {
      const at = Date.parse('2026-11-20T08:00:00Z')
      const shut = { kind: 'reauthorize', said: 'AADSTS50173: the grant has expired', since: at, at, protocol: 'imap' }
      sawShut(db, MARIE, shut)
    })
    const page = await text('/bridge')
    assert.ok(page.includes(t.accounts.why.reauthorize) && page.includes('AADSTS50173'))
    await withStore(desk.folder, (db) => {
      keepAccount(db, SCAN, { id: SCAN, upstream: { kind: 'oauth', grant: SCAN }, endpoints: {}, sending: 'smtp' })
      const said = '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.'
      sawShut(db, SCAN, { kind: 'policy', said, since: 1, at: 1, protocol: 'smtp' })
      const grant = { id: SCAN, provider: 'm365', flow: 'browser', made: '2026-11-01T08:00:00Z', refreshed: null, expires: null }
      sawGrant(db, SCAN, { ...grant, renews: true, idleDays: null, refusal: null })
    })
    assert.ok((await text('/bridge')).includes(t.accounts.letter))
    assert.match(await text(`/bridge/mailboxes/${SCAN}/letter`), /id="letter-body"/)
    assert.equal((await desk.get('/bridge/mailboxes/nobody/letter')).status, 404)
    assert.match(page, new RegExp(`action="/keys"[\\s\\S]*value="${MARIE}"[\\s\\S]*${t.accounts.signIn(MARIE)}`))
  })

  it('lets a device of the network in over TLS alone, and tries it there', { skip: OWN === undefined }, async () => {
    await desk.post('/bridge/stop', {})
    await desk.post('/vault/unlock', { passphrase: PASSPHRASE })
    await desk.post('/bridge/start', { smtp: '0', where: OWN ?? '' })
    const { html, password } = await shown(await add({ ...PRINTER, name: 'far', networks: `${OWN}/32` }, 'smtp'))
    assert.ok(html.includes('STARTTLS') && html.includes(`<code>${OWN}</code>`) && html.includes('/bridge/authority'))
    assert.match(await text('/bridge/authority'), /^-----BEGIN CERTIFICATE-----/)
    const tested = await (await desk.post('/bridge/devices/far/test', { password })).text()
    assert.ok(tested.includes(t.test.outcomes.sent.what), tested)
  })

  it('lists mail that waits, cancels it, tries it again', async () => {
    await desk.post('/bridge/stop', {})
    await withStore(desk.folder, (db) => {
      const now = Date.now()
      const mail = { account: MARIE, device: 'printer', sender: MARIE, parameters: '', size: 1_200, made: now, until: now + 3_600_000 }
      for (const id of ['m1', 'm2']) enterMail(db, { ...mail, id, messageId: `<${id}@x>`, bounceOf: null, to: [`${id}@example.org`] })
    })
    assert.ok((await text('/bridge')).includes(t.queue.summary(2)))
    assert.match(await text('/bridge/queue'), /m1@example\.org[\s\S]*m2@example\.org/)
    assert.equal((await desk.post('/bridge/queue/m1/cancel', {})).headers.get('location'), '/bridge/queue?done=cancelled')
    assert.equal((await desk.post('/bridge/queue/m1/cancel', {})).headers.get('location'), '/bridge/queue?done=late')
    assert.equal((await desk.post('/bridge/queue/m2/retry', {})).headers.get('location'), '/bridge/queue?done=retried')
    assert.equal((await desk.post('/bridge/queue/none/retry', {})).status, 404)
    const open = await text('/bridge/queue')
    assert.ok(!open.includes('m1@example.org') && open.includes('m2@example.org'))
    assert.ok((await text('/bridge/queue?all=1')).includes('m1@example.org'))
  })

  it('shows and takes no password over a network, and changes nothing for another site', async () => {
    const far = await openDesk({ data: desk.folder, isLocal: () => false })
    for (const path of ['/bridge/add', '/bridge/devices/printer/renew', '/bridge/devices/printer/test', '/bridge/devices/printer/file'])
      assert.equal((await far.post(path, { ...PRINTER, password: 'x' })).status, 403, path)
    assert.ok((await (await far.get('/bridge/add')).text()).includes(t.add.remote))
    assert.ok(!(await (await far.get('/bridge/devices/printer')).text()).includes('type="password"'))
    await far.close()
    for (const path of ['/bridge/start', '/bridge/stop', '/bridge/add', '/bridge/devices/printer/revoke', '/bridge/queue/flush'])
      assert.equal((await desk.post(path, {}, { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' })).status, 403, path)
  })

  it('leaves no password in any other page, any file, or the log', async () => {
    assert.equal(new Set(made).size, OWN === undefined ? 3 : 4)
    const paths = [
      '/bridge',
      '/bridge/add',
      '/bridge/queue?all=1',
      '/bridge/devices/printer',
      '/bridge/devices/printer/renew',
      '/vault',
      '/history',
    ]
    const pages = (await Promise.all(paths.map(text))).join('\n')
    const files = bytesBelow(desk.folder)
    for (const password of made)
      for (const form of [password, password.replaceAll('-', '')])
        assert.ok(!pages.includes(form) && !files.includes(form) && !desk.log.join('\n').includes(form))
  })

  it('forgets the practice bridge of the lab where no folder was named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sesame-no-bridge-'))
    const lab = await openDesk({ data: undefined, network: { flags: {}, env: { SESAME_DATA: folder } } })
    assert.ok((await (await lab.get('/bridge')).text()).includes(t.lab))
    await lab.post('/bridge/start', { imap: '0' })
    assert.ok((await (await lab.get('/bridge')).text()).includes(t.running.own))
    await lab.close()
    assert.equal(bytesBelow(folder).length, 0)
    rmSync(folder, { recursive: true })
  })
})

/** Curl's own word for a refused sign-in. */
const DENIED = 67

/** As any client: name and password by a file that no list of processes shows. Its exit code. */
function curl(url: string, password: string): Promise<number> {
  const child = spawn('curl', ['-sS', '--max-time', '20', '-K', '-'], { stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin.end(`url = "${url}"\nuser = "${MARIE}:${password}"\nrequest = "NOOP"\n`)
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? -1)))
}

/** By the pages of the desk, with the person at the provider's page played. */
async function signIn(desk: TestDesk, address: string): Promise<void> {
  const path = (await desk.post('/keys', { address })).headers.get('location') ?? ''
  const stage = (wanted: string) =>
    until(
      async () => (await (await desk.get(path, { accept: 'application/json' })).json()) as AttemptView,
      (view) => view.stage === wanted,
    )
  await stage('ready')
  await desk.post(`${path}/begin`, { flow: 'browser' })
  await goThrough((await stage('browser')).url ?? '', { login: address })
  await stage('done')
}

async function withStore<T>(folder: string, work: (db: Store) => T): Promise<T> {
  const db = await openStore({ folder, env: {} })
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** Without a build of the browser's part no page names a script. */
const BUILT = new URL('../../web/manifest.json', import.meta.url)
