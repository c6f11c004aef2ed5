// Keys at the desk, without a browser: the vault and its passphrase, the generator, sign-ins by forms alone; what is typed is nowhere but where it belongs.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { startLab } from '../../src/sesame.ts'
import { keysIn } from '../../src/text/desk-keys.ts'
import type { AttemptView } from '../../src/web/keys-view.ts'
import { keepVault } from '../../src/web/server/keys/vault-keeper.ts'
import { openDesk, type TestDesk, until } from './desk.ts'
import { bytesBelow } from './desk-walk.ts'

const t = keysIn('en')
const PASSPHRASE = 'vier Worte und ein Komma'
const WRONG = 'fünf Worte und kein Komma'

describe('keys at the desk', () => {
  let desk: TestDesk
  before(async () => {
    desk = await openDesk()
  })
  after(() => desk?.close())
  const vault = async () => (await desk.get('/vault')).text()
  const view = async (path: string) => (await (await desk.get(path, { accept: 'application/json' })).json()) as AttemptView

  it('make a vault only with a passphrase that is long enough and typed twice alike', async () => {
    assert.match(await vault(), new RegExp(t.vault.states.none))
    for (const [passphrase, again, says] of [
      ['kurz', 'kurz', t.vault.faultShort],
      [PASSPHRASE, WRONG, t.vault.faultAgain],
    ] as const) {
      const answer = await desk.post('/vault/make', { kind: 'passphrase', passphrase, again })
      const html = await answer.text()
      assert.ok(answer.status === 422 && html.includes(says) && !html.includes(PASSPHRASE))
    }
    assert.equal((await desk.post('/vault/make', { kind: 'passphrase', passphrase: PASSPHRASE, again: PASSPHRASE })).status, 303)
    assert.match(await vault(), new RegExp(t.vault.states.open))
    assert.equal((await desk.post('/vault/make', { kind: 'passphrase', passphrase: PASSPHRASE, again: PASSPHRASE })).status, 422)
  })

  it('lock it, and open it with its own passphrase alone', async () => {
    await desk.post('/vault/lock', {})
    assert.match(await vault(), new RegExp(t.vault.states.locked))
    const refused = await desk.post('/vault/unlock', { passphrase: WRONG })
    const html = await refused.text()
    assert.ok(refused.status === 422 && html.includes('class="field faulty"') && !html.includes(WRONG))
    assert.match(await vault(), new RegExp(t.vault.states.locked))
    assert.equal((await desk.post('/vault/unlock', { passphrase: PASSPHRASE })).status, 303)
    assert.match(await vault(), new RegExp(t.vault.states.open))
  })

  it('forget the passphrase after a rest', async () => {
    const resting = keepVault({ folder: desk.folder, env: {}, forgets: false, idleMs: 3_000 })
    await resting.unlock(new Secret(PASSPHRASE))
    assert.equal((await resting.view('en')).state, 'open')
    await until(
      () => resting.view('en'),
      ({ state }) => state === 'locked',
    )
  })

  it('make a password that is shown once and found nowhere afterwards', async () => {
    const made = async (form: Readonly<Record<string, string>>) => {
      const answer = await desk.post('/vault/generator', form)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      return /id="made-value">([^<]+)</.exec(await answer.text())?.[1] ?? assert.fail('nothing was made')
    }
    assert.equal((await made({ kind: 'phrase', size: '5' })).split(/[ -]/).length, 5)
    const [one, other] = [await made({ kind: 'password', size: '9999' }), await made({ kind: 'password' })]
    assert.notEqual(one, other)
    assert.ok(!(await (await desk.get('/vault/generator')).text()).includes('made-value'))
    assert.ok(!bytesBelow(desk.folder).includes(one))
  })

  it('sign in by forms alone: the page asks again by itself, names the page that opens, and stops when told to', async () => {
    const started = await desk.post('/keys', { address: 'marie@outlook.com' })
    const path = started.headers.get('location') ?? assert.fail()
    assert.match(await (await desk.get(path)).text(), /<noscript><meta http-equiv="refresh"/)
    const ready = await until(
      () => view(path),
      ({ stage }) => stage !== 'looking',
    )
    assert.deepEqual([ready.stage, ready.opens, ready.provider], ['ready', 'login.microsoftonline.com', 'Outlook.com'])
    await desk.post(`${path}/begin`, { flow: 'device' })
    const { device } = await until(
      () => view(path),
      ({ stage }) => stage === 'device',
    )
    assert.ok(device !== null && (await (await desk.get(path)).text()).includes(device.code))
    await desk.post(`${path}/begin`, { flow: 'browser' })
    const { url } = await until(
      () => view(path),
      ({ stage }) => stage === 'browser',
    )
    assert.match(await (await desk.get(path)).text(), /target="_blank" rel="noopener noreferrer"/)
    await desk.post(`${path}/stop`, {})
    assert.equal((await view(path)).stage, 'stopped')
    const door = new URL(new URL(url ?? '').searchParams.get('redirect_uri') ?? '')
    await assert.rejects(fetch(door), 'the door of the sign-in is closed')
  })

  it('begin only a few at a time, and for addresses only', async () => {
    assert.equal((await desk.post('/keys', { address: 'nobody' })).status, 422)
    assert.equal((await desk.get('/keys/attempts/none')).status, 404)
    const paths: string[] = []
    for (let n = 0; n < 4; n++) {
      const path = (await desk.post('/keys', { address: 'marie@outlook.com' })).headers.get('location') ?? ''
      await until(
        () => view(path),
        ({ stage }) => stage === 'ready',
      )
      await desk.post(`${path}/begin`, { flow: 'browser' })
      paths.push(path)
    }
    const refused = await desk.post('/keys', { address: 'marie@outlook.com' })
    assert.equal(refused.status, 429)
    assert.ok((await refused.text()).includes(t.problems['too-many-sign-ins'].what))
    for (const path of paths) await desk.post(`${path}/stop`, {})
  })

  it('say beside the form that nothing is kept for an address', async () => {
    const answer = await desk.post('/cases', { address: 'nobody@outlook.com', kept: '1' })
    assert.equal(answer.status, 422)
    assert.ok((await answer.text()).includes(t.kept.none.what))
  })

  it('take no secret over a network, and no change from elsewhere', async () => {
    const far = await openDesk({ isLocal: () => false })
    for (const [path, form] of [
      ['/vault/make', { kind: 'passphrase', passphrase: PASSPHRASE, again: PASSPHRASE }],
      ['/vault/unlock', { passphrase: PASSPHRASE }],
      ['/vault/generator', {}],
      ['/keys/register/gmail', { client: 'x.apps.googleusercontent.com', secret: PASSPHRASE }],
    ] as const)
      assert.equal((await far.post(path, form)).status, 403, path)
    assert.ok(!(await (await far.get('/vault')).text()).includes('type="password"'))
    await far.close()
    for (const path of ['/vault/lock', '/vault/make', '/keys', '/keys/kept/marie@outlook.com/out', '/keys/register/gmail'])
      assert.equal((await desk.post(path, {}, { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' })).status, 403, path)
    assert.match(await vault(), new RegExp(t.vault.states.open))
  })

  it('leave the passphrase in no file and no line of the log', () => {
    for (const secret of [PASSPHRASE, WRONG]) assert.ok(!bytesBelow(desk.folder).includes(secret) && !desk.log.join().includes(secret))
  })

  it('lead to a registration of one’s own, keep it once the provider knows it, and sign in with it', async () => {
    const lab = await startLab()
    // A desk in earnest, whose world is the lab's: nobody has registered anything there.
    const own = await openDesk({ lab: false, network: { flags: lab.network, env: {} } })
    const look = async (path: string) => (await (await own.get(path, { accept: 'application/json' })).json()) as AttemptView
    const planned = async (answer: Response) => {
      const path = answer.headers.get('location') ?? assert.fail(`${answer.status}`)
      return {
        path,
        view: await until(
          () => look(path),
          ({ stage }) => stage !== 'looking',
        ),
      }
    }
    try {
      await own.post('/vault/make', { kind: 'passphrase', passphrase: PASSPHRASE, again: PASSPHRASE })
      const { view } = await planned(await own.post('/keys', { address: 'marie@outlook.com' }))
      assert.deepEqual([view.stage, view.register], ['unregistered', '/keys/register/marie%40outlook.com'])
      const register = view.register ?? ''
      const page = await (await own.get(register)).text()
      assert.ok((page.match(/data-step=/g)?.length ?? 0) > 4 && page.includes('http://localhost'))
      const refused = await own.post(register, { client: '00000000-dead-beef-0000-000000000000' })
      assert.equal(refused.status, 422)
      assert.match(await refused.text(), /AADSTS\d+/)
      assert.doesNotMatch(await (await own.get('/keys/register')).text(), /dead-beef/)
      const id = lab.oauthClients['outlook-com']?.id ?? assert.fail('the lab has no client')
      const kept = await planned(await own.post(register, { client: id, address: 'marie@outlook.com' }))
      assert.equal(kept.view.stage, 'ready')
      assert.ok((await (await own.get('/keys/register')).text()).includes(id))
      await own.post(`${kept.path}/begin`, { flow: 'browser' })
      const { url } = await until(
        () => look(kept.path),
        ({ stage }) => stage === 'browser',
      )
      assert.equal(new URL(url ?? '').searchParams.get('client_id'), id)
    } finally {
      await own.close()
      await lab.stop()
    }
  })

  it('forget all of the lab where no folder was named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sesame-no-data-'))
    const lab = await openDesk({ data: undefined, network: { flags: {}, env: { SESAME_DATA: folder } } })
    assert.ok((await (await lab.get('/vault')).text()).includes(t.vault.forgets))
    await lab.close()
    assert.equal(bytesBelow(folder).length, 0)
    rmSync(folder, { recursive: true })
  })
})
