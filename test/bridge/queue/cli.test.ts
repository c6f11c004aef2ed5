// `sesame bridge queue` as a person and as a program sees it; whose Graph a sign-in opens; the limits that the queue keeps.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openSpool } from '../../../src/bridge/queue/spool.ts'
import type { Account } from '../../../src/bridge/shapes.ts'
import { Secret } from '../../../src/model/secret.ts'
import type { Network } from '../../../src/net/network.ts'
import type { Grant, GrantShelf } from '../../../src/oauth/shapes.ts'
import { keepAccount } from '../../../src/store/bridge.ts'
import { openStore } from '../../../src/store/database.ts'
import { changeMail, enterMail, findMail, moveMail, pauseMail, pauseOf } from '../../../src/store/queue.ts'
import { graphKeysFrom } from '../../../src/uses/bridge/graph-keys.ts'
import { openQueue } from '../../../src/uses/bridge/open-queue.ts'
import { sesame } from '../../cli/spawn.ts'

describe('sesame bridge queue', () => {
  let folder = ''
  const ids: string[] = []
  const run = (...args: string[]) => sesame(['bridge', 'queue', ...args], { env: { SESAME_DATA: folder } })
  const withDb = async <T>(work: (db: Awaited<ReturnType<typeof openStore>>) => T) => {
    const db = await openStore({ folder, env: {} })
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-queue-cli-'))
    const spool = await openSpool(folder)
    for (let i = 0; i < 3; i++) {
      const file = await spool.begin()
      await file.write(Buffer.from(`Subject: =?utf-8?q?Num=C3=A9ris=C3=A9e?= ${i}\r\n\r\nx\r\n`))
      await file.keep()
      ids.push(file.id)
    }
    await withDb((db) => {
      const now = Date.now()
      for (const [i, id] of ids.entries())
        enterMail(db, {
          ...{ id, account: 'scan@contoso.example', device: 'printer', sender: 'scan@contoso.example', parameters: '', size: 1_200_000 },
          ...{ messageId: `<${i}@x>`, bounceOf: null, made: now, until: now + 1e9, to: ['anna@example.org', 'bob@example.org'] },
        })
      const said = '550 5.1.1 User unknown'
      const recipients = [0, 1].map((place) => ({ place, state: 'refused' as const, said }))
      changeMail(db, ids[2] as string, { state: 'failed', next: now, tries: 1, unsure: 0, said, recipients }, now)
      pauseMail(db, {
        account: 'scan@contoso.example',
        kind: 'reauthorize',
        said: 'invalid_grant AADSTS50173',
        since: now,
        until: now + 600_000,
      })
    })
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('says what waits and why; shows one, in French too; takes one back; tries again', async () => {
    const [list, shown] = await Promise.all([run(), run('show', ids[2] as string, '--lang', 'fr')])
    assert.equal(list.code, 0)
    assert.match(
      list.stdout,
      /Mail of scan@contoso\.example waits: its owner must sign in again\..*\n.*AADSTS50173\n.*sesame login scan@contoso\.example/s,
    )
    assert.match(list.stdout, new RegExp(`${ids[0]} +\\(2\\) anna@example\\.org +waits`))
    assert.match(list.stdout, /2 messages wait \(2\.4 MB\)\.\n1 message was not delivered/)
    assert.match(
      shown.stdout,
      /Objet\u00a0: Numérisée 2\n(?:.*\n)+.*anna@example\.org\u00a0: non remis\n {4}Il n’y a pas de boîte de ce nom là-bas\./,
    )
    const [cancelled, retried] = await Promise.all([run('cancel', ids[1] as string), run('retry', ids[2] as string)])
    assert.deepEqual([cancelled.code, retried.code], [0, 0])
    assert.ok(!readdirSync(join(folder, 'queue')).includes(`${ids[1]}.mail`))
    assert.deepEqual(
      await withDb((db) => [findMail(db, ids[1] as string)?.state, findMail(db, ids[2] as string)?.to.map(({ state }) => state)]),
      ['cancelled', ['waiting', 'waiting']],
    )
    await withDb((db) => moveMail(db, ids[0] as string, ['waiting'], 'sending', Date.now()))
    const [late, again, nobody, wrong, json] = await Promise.all([
      run('cancel', ids[0] as string),
      run('cancel', ids[1] as string, '--json'),
      run('show', 'zzzz'),
      run('eat'),
      run('--json', '--all'),
    ])
    assert.deepEqual([late.code, nobody.code, wrong.code], [1, 3, 2])
    assert.match(late.stderr, /is being sent at this moment/)
    assert.deepEqual(JSON.parse(again.stdout), { id: ids[1], cancelled: false, why: 'over' })
    const told = JSON.parse(json.stdout) as {
      mails: { id: string; state: string }[]
      paused: { why: string }[]
      counts: { waiting: number }
    }
    assert.deepEqual(
      told.mails.map(({ id, state }) => [id, state]),
      [
        [ids[0], 'sending'],
        [ids[1], 'cancelled'],
        [ids[2], 'waiting'],
      ],
    )
    assert.deepEqual([told.paused[0]?.why, told.counts.waiting], ['reauthorize', 2])
    assert.match((await run('flush')).stdout, /1 message is tried now\./)
  })

  it('Graph is asked as oneself, for a shared mailbox, or as an app; each cloud has its own', async () => {
    const asked: string[] = []
    const network = {
      fetch: async (url: string, request: { body?: string }) => {
        asked.push(`${new URL(url).hostname} ${new URLSearchParams(request.body).get('scope')}`)
        const body = JSON.stringify({ access_token: `token-${asked.length}`, token_type: 'Bearer', expires_in: 3600 })
        return { ok: true, reply: { status: 200, url, headers: { 'content-type': 'application/json' }, body, ms: 1 } }
      },
    } as unknown as Network
    const keyOf = async (changes: Partial<Grant>, account: Partial<Account> = {}) => {
      const grant: Grant = {
        ...{ id: 'marie@contoso.example', address: 'marie@contoso.example', provider: null, clientId: 'c', flow: 'browser' },
        ...{ scopes: [], made: '2026-11-22T08:00:00Z', refreshed: null, expires: null, refusal: null },
        server: { issuer: 'https://login.microsoftonline.com/x/v2.0', token: 'https://login.microsoftonline.com/x/oauth2/v2.0/token' },
        ...changes,
      }
      const shelf = {
        read: async () => ({ grant, tokens: { access: new Secret('a'), refresh: new Secret('r'), scopes: [] } }),
        write: async () => {},
        client: async () => ({ id: 'c', secret: new Secret('s') }),
        alone: (_id: string, work: () => Promise<unknown>) => work(),
      } as unknown as GrantShelf
      const keys = graphKeysFrom(shelf, network)
      const mailbox = {
        id: 'marie@contoso.example',
        upstream: { kind: 'oauth', grant: grant.id },
        endpoints: {},
        sending: 'graph',
        ...account,
      } as Account
      const got = await keys.key(mailbox)
      return got.ok ? [got.key.root, got.key.mailbox, asked.at(-1), await keys.granted(mailbox)] : [got.shut]
    }
    assert.deepEqual(await keyOf({ scopes: ['https://outlook.office.com/SMTP.Send', 'https://graph.microsoft.com/Mail.Send'] }), [
      ...['https://graph.microsoft.com/v1.0', '/me', 'login.microsoftonline.com https://graph.microsoft.com/Mail.Send', true],
    ])
    assert.deepEqual(await keyOf({}, { id: 'scan@contoso.example', delegate: 'marie@contoso.example' }), [
      'https://graph.microsoft.com/v1.0',
      '/users/scan%40contoso.example',
      'login.microsoftonline.com https://graph.microsoft.com/Mail.Send.Shared',
      false,
    ])
    const server = { issuer: 'https://login.microsoftonline.us/x', token: 'https://login.microsoftonline.us/x/oauth2/v2.0/token' }
    assert.deepEqual(await keyOf({ flow: 'app', server }), [
      ...[
        'https://graph.microsoft.us/v1.0',
        '/users/marie%40contoso.example',
        'login.microsoftonline.us https://graph.microsoft.us/.default',
        false,
      ],
    ])
  })

  it('a new sign-in, by whatever process, sets waiting mail going; an old one does not', async () => {
    const data = mkdtempSync(join(tmpdir(), 'sesame-queue-sign-in-'))
    const db = await openStore({ folder: data, env: {} })
    const account: Account = {
      id: 'a@contoso.example',
      upstream: { kind: 'oauth', grant: 'a@contoso.example' },
      sending: 'smtp',
      endpoints: {},
    }
    keepAccount(db, account.id, account)
    const since = Date.now()
    pauseMail(db, { account: account.id, kind: 'reauthorize', said: 'invalid_grant', since, until: since + 600_000 })
    let made = new Date(since - 1_000).toISOString()
    let reads = 0
    const shelf = {
      read: async () => {
        reads += 1
        return { grant: { made } }
      },
    } as unknown as GrantShelf
    const keys = { key: async () => ({ ok: false as const, shut: { kind: 'unavailable' as const, said: '' } }) }
    const queue = await openQueue({ data, env: {} }, { network: {} as Network, keys, shelf, on: () => {}, lookMs: 5 })
    const until = async (done: () => boolean) => {
      for (const end = performance.now() + 60_000; !done(); await new Promise((next) => setTimeout(next, 5)))
        assert.ok(performance.now() < end)
    }
    try {
      await until(() => reads > 3)
      assert.equal(pauseOf(db, account.id)?.until, since + 600_000)
      made = new Date(since + 1_000).toISOString()
      await until(() => (pauseOf(db, account.id)?.until ?? 0) <= Date.now())
    } finally {
      await queue.stop()
      db.close()
      rmSync(data, { recursive: true, force: true })
    }
  })

  it('a provider’s largest message is known before it is handed over', async () => {
    const data = mkdtempSync(join(tmpdir(), 'sesame-queue-limits-'))
    const keys = { key: async () => ({ ok: false as const, shut: { kind: 'unavailable' as const, said: '' } }) }
    const queue = await openQueue({ data, env: {} }, { network: {} as Network, keys, shelf: {} as GrantShelf, on: () => {} })
    try {
      const offers = (id: string, host: string) =>
        queue.route({ id: 'd' } as never, {
          id,
          upstream: { kind: 'oauth', grant: id },
          sending: 'smtp',
          endpoints: { smtp: { protocol: 'smtp', host, port: 587, security: 'starttls' } },
        }).offers[0]
      assert.deepEqual(
        [
          offers('a@contoso.example', 'smtp.office365.com'),
          offers('a@gmail.com', 'smtp.gmail.com'),
          offers('a@x.example', 'mail.x.example'),
        ],
        ['SIZE 150000000', 'SIZE 25000000', 'SIZE 150000000'],
      )
    } finally {
      await queue.stop()
      rmSync(data, { recursive: true, force: true })
    }
  })
})
