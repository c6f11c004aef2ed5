// Renewal ahead of need at a real authorization server, under a clock of the test: before the end, once a week, after a long sleep, and with patience after a failure. Notices by mail through a real Postfix.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Account, BridgeEvent } from '../../../src/bridge/shapes.ts'
import { Secret } from '../../../src/model/secret.ts'
import { createNetwork } from '../../../src/net/create.ts'
import { signInByBrowser } from '../../../src/oauth/browser-flow.ts'
import { discover } from '../../../src/oauth/discover.ts'
import type { AuthorizationServer, Grant, GrantShelf } from '../../../src/oauth/shapes.ts'
import { openStore, type Store } from '../../../src/store/database.ts'
import { keepAlive, reason } from '../../../src/uses/bridge/keep-alive.ts'
import { notifier } from '../../../src/uses/bridge/notify.ts'
import { grantShelf } from '../../../src/uses/grant-shelf.ts'
import { memoryVault } from '../../../src/vault/memory.ts'
import { goThrough } from '../../oauth/agent.ts'
import { value } from '../../oauth/outcome.ts'
import { type OAuthServer, startOAuthServer } from '../../oauth/server.ts'
import { startDovecot } from '../../real/dovecot.ts'
import { startPostfix } from '../../real/postfix.ts'

const MARIE = 'marie@example.test'
const DAY = 86_400_000

describe('renewal ahead of need', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-alive-'))
  const network = createNetwork({})
  let oauth: OAuthServer
  let server: AuthorizationServer
  let shelf: GrantShelf
  const events: BridgeEvent[] = []
  let now = Date.now()
  let lastOk: number | null = null
  let alive: ReturnType<typeof keepAlive>

  before(async () => {
    oauth = await startOAuthServer()
    server = value(await discover(network, oauth.issuer))
    shelf = grantShelf(memoryVault(), folder)
    alive = keepAlive({
      ...{ shelf, network, saw: () => {}, now: () => now },
      wanted: () => [{ grant: MARIE, lastOk }],
      idleDays: () => 90,
      on: (event) => events.push(event),
    })
    await signIn()
  })
  after(async () => {
    alive?.stop()
    await oauth?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function signIn(changes: Partial<Grant> = {}): Promise<void> {
    const got = value(
      await signInByBrowser({
        ...{ network, server, client: { id: 'desktop' }, scopes: ['openid', 'offline_access', 'mail.read'], lang: 'en' },
        open: (page) => void goThrough(page, { login: MARIE }),
      }),
    )
    const { expires = null } = changes.expires === undefined ? { expires: got.expires } : { expires: changes.expires }
    await shelf.write(
      {
        ...{ id: MARIE, address: MARIE, provider: null, server, clientId: 'desktop', flow: 'browser', scopes: got.scopes },
        ...{ made: new Date().toISOString(), refreshed: null, expires, refusal: null, ...changes },
      },
      { ...got, ...(expires !== null && { expires }) },
    )
  }
  const asked = async (work: () => Promise<unknown>) => {
    const before = oauth.seen.filter(({ path }) => path === '/token').length
    await work()
    return oauth.seen.filter(({ path }) => path === '/token').length - before
  }

  it('an unused sign-in costs nothing for a week, then one renewal, also after a sleep of years and with the clock set back', async () => {
    assert.equal(await asked(() => alive.look()), 0)
    now += 6 * DAY
    assert.equal(await asked(() => alive.look()), 0)
    now += 2 * DAY
    assert.equal(await asked(() => Promise.all([alive.look(), alive.look()])), 1)
    now += 800 * DAY
    assert.equal(await asked(() => alive.look()), 1)
    // What was renewed lies in the past of this clock's future: back to today, nothing is due.
    now = Date.now()
    assert.equal(await asked(() => alive.look()), 0)
  })

  it('in use: renewed a quarter of an hour before its end, and not before', async () => {
    lastOk = Date.now()
    const [made, at] = [new Date(Date.now() - 3_000_000).toISOString(), Date.now()]
    await signIn({ made, expires: new Date(at + 20 * 60_000).toISOString() })
    assert.equal(await asked(() => alive.look()), 0)
    await signIn({ made, expires: new Date(at + 10 * 60_000).toISOString() })
    assert.equal(await asked(() => alive.look()), 1)
    assert.equal(await asked(() => alive.look()), 0)
    lastOk = null
  })

  it('a failure that passes: longer and longer pauses; a sign-in anew is tried at once; one that lasts is told and left alone for hours', async () => {
    const old = new Date(Date.now() - 8 * DAY).toISOString()
    await signIn({ made: old })
    oauth.tamper('/token', () => 'no json at all')
    events.length = 0
    let pauses = 0
    for (let minute = 0; minute < 60; minute++) {
      pauses += await asked(() => alive.look())
      now += 60_000
    }
    assert.ok(pauses >= 1 && pauses <= 6, `${pauses}`)
    assert.ok(events.length === pauses && events.every(({ kind }) => kind === 'renewal-failed'))
    oauth.straight()
    now = Date.now()
    await signIn({ made: new Date(Date.now() - 9 * DAY).toISOString() })
    assert.equal(await asked(() => alive.look()), 1)

    await signIn({ made: old.replace('Z', 'Z') })
    await oauth.revokeAll()
    events.length = 0
    await alive.look()
    assert.deepEqual(
      events.map((event) => event.kind === 'renewal-failed' && event.shut.kind),
      ['reauthorize'],
    )
    now += 60 * 60_000
    assert.equal(await asked(() => alive.look()), 0)
    now += 6 * 60 * 60_000
    assert.equal(await asked(() => alive.look()), 1)
  })

  it('a short-lived token is not asked for all the time', () => {
    const grant = {
      ...{ id: MARIE, made: '2026-11-22T12:00:00Z', refreshed: null, expires: '2026-11-22T12:08:00Z', refusal: null, flow: 'browser' },
    } as unknown as Grant
    const at = (time: string) => reason(grant, Date.parse(`2026-11-22T${time}Z`), Date.parse(`2026-11-22T${time}Z`), undefined)
    assert.equal(at('12:01:00'), null)
    assert.equal(at('12:05:50'), null)
    assert.equal(at('12:06:30'), 'ahead')
  })
})

describe('a notice by mail', () => {
  it('goes out by another account through a real Postfix, once a day for all processes, and never by the account that is shut', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sesame-notice-'))
    const dovecot = await startDovecot()
    const postfix = await startPostfix(dovecot)
    const stores: Store[] = []
    try {
      const [marie, jean] = dovecot.users
      const network = createNetwork({ cacert: dovecot.ca, connectTo: [`${dovecot.host}::127.0.0.1:`] })
      const account = (id: string): Account => ({
        ...{ id, upstream: { kind: 'oauth', grant: id }, sending: 'smtp' },
        endpoints: { smtp: { protocol: 'smtp', host: dovecot.host, port: dovecot.ports.submission, security: 'starttls' } },
      })
      const events: BridgeEvent[] = []
      const tell = async () => {
        const db = await openStore({ folder, env: {} })
        stores.push(db)
        return notifier({
          ...{ db, vault: memoryVault(), network, lang: 'fr', env: {}, platform: 'linux', account, on: (event) => events.push(event) },
          keys: { key: async ({ id }) => ({ ok: true, key: { user: id, secret: new Secret(jean!.token), mechanisms: ['XOAUTH2'] } }) },
          settings: () => ({ desktop: false, webhooks: [], mail: { from: jean!.user, to: [jean!.user] } }),
        })
      }
      const [first, second] = [await tell(), await tell()]
      const shut = { kind: 'reauthorize', said: 'AADSTS50173 invalid_grant' } as const
      await Promise.all([first(account(marie!.user), shut), second(account(marie!.user), shut), first(account(marie!.user), shut)])
      await second(account(marie!.user), { kind: 'unavailable', said: 'timed-out' })
      assert.deepEqual(events, [{ kind: 'notified', account: marie!.user, reason: 'reauthorize', by: ['mail'], failed: [] }])
      const inbox = join(dovecot.mail, jean!.user, 'Maildir', 'new')
      const end = performance.now() + 60_000
      let files: string[] = []
      while (files.length === 0 && performance.now() < end) {
        await new Promise((done) => setTimeout(done, 50))
        files = (() => {
          try {
            return readdirSync(inbox)
          } catch {
            return []
          }
        })()
      }
      assert.equal(files.length, 1)
      const mail = readFileSync(join(inbox, files[0]!), 'utf8')
      assert.match(mail, /^Auto-Submitted: auto-generated\r?$/m)
      const body = Buffer.from(
        mail
          .split(/\r?\n\r?\n/)
          .slice(1)
          .join(''),
        'base64',
      ).toString('utf8')
      assert.match(body, new RegExp(`sesame login ${marie!.user}`))
      assert.match(body, /Reconnectez-vous/)
      await first(account(jean!.user), shut)
      assert.deepEqual(events.at(-1), { kind: 'notified', account: jean!.user, reason: 'reauthorize', by: [], failed: ['mail'] })
    } finally {
      for (const db of stores) db.close()
      await postfix.stop()
      await dovecot.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
