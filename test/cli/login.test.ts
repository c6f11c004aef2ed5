// `sesame login` and `logout` as a person uses them: on the lab and at a real authorization server; and no secret in anything that is left behind.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { makeVault } from '../../src/vault/make.ts'
import { type Arrived, goThrough, type Person } from '../oauth/agent.ts'
import { type OAuthServer, SECRET, startOAuthServer } from '../oauth/server.ts'
import { type Ran, sesame } from './spawn.ts'

interface SignedIn extends Ran {
  readonly page: Arrived | undefined
}

/** Runs it, and plays the person at the page that it names. */
async function login(args: readonly string[], person: Person, more: Parameters<typeof sesame>[1] = {}): Promise<SignedIn> {
  let page: Promise<Arrived> | undefined
  const ran = await sesame(['login', ...args, '--no-open'], {
    ...more,
    env: { SESAME_DEBUG: '1', ...more.env },
    interruptWhen: ({ stderr }) => {
      const url = /^ {2}(https?:\/\/\S+)$/m.exec(stderr)?.[1]
      const device = /type this code:\n\s+(\S+)\n/.exec(stderr)?.[1]
      const ready = url !== undefined && (!stderr.includes('On any device') || device !== undefined)
      if (ready) page ??= goThrough(url, { ...person, ...(device && { userCode: device }) })
      return false
    },
  })
  return { ...ran, page: await page }
}

function assertNoToken(ran: SignedIn): void {
  const said = ran.stdout + ran.stderr
  // A JWT, and the code that the address of the last page holds.
  assert.doesNotMatch(said, /eyJ[\w-]{10,}\.[\w-]{10,}/)
  const code = ran.page === undefined ? null : new URL(ran.page.url).searchParams.get('code')
  if (code !== null) assert.ok(!said.includes(code) && !ran.page?.body.includes(code))
  assert.doesNotMatch(said, /"(access|refresh)(_?token)?":\s*"|"id_token"|\bya29\.|\b1\/\/[\w-]{10,}/i)
}

describe('sesame login on the lab', () => {
  it('Outlook.com: signed in, and tried on all three protocols', async () => {
    const ran = await login(['marie@outlook.com', '--lab'], { login: 'marie@outlook.com' })
    assert.equal(ran.code, 0, ran.stdout + ran.stderr)
    assert.match(ran.stdout, /Signed in as marie@outlook\.com[\s\S]*It works/)
    assert.equal(ran.stdout.match(/✓/g)?.length, 3)
    assert.match(ran.page?.body ?? '', /You are signed in/)
    assertNoToken(ran)
  })

  it('Gmail in French, as JSON: what was granted, and never a token', async () => {
    const ran = await login(['marie@gmail.com', '--lab', '--json', '--lang', 'fr'], { login: 'marie@gmail.com' })
    assert.equal(ran.code, 0, ran.stdout + ran.stderr)
    const json = JSON.parse(ran.stdout) as {
      signedIn: { scopes: string[]; kept: boolean }
      proof: { works: boolean }[]
      token: { user: string }
    }
    assert.ok(json.signedIn.scopes.includes('https://mail.google.com/') && !json.signedIn.kept)
    assert.deepEqual(
      json.proof.map(({ works }) => works),
      [true, true, true],
    )
    assert.equal(json.token.user, 'marie@gmail.com')
    assert.match(ran.page?.body ?? '', /Vous êtes connecté/)
    assertNoToken(ran)
  })

  it('with a code on another device', async () => {
    const ran = await login(['marie@contoso.example', '--lab', '--flow', 'device'], { login: 'marie@contoso.example' })
    assert.equal(ran.code, 0, ran.stdout + ran.stderr)
    assert.match(ran.stdout, /It works/)
    assertNoToken(ran)
  })

  it('a shared mailbox: read under its name, sent as the person; who has no right on it is told so', async () => {
    const shared = ['--as', 'team@contoso.example', '--lab', '--json']
    const users = (ran: Ran) =>
      (JSON.parse(ran.stdout) as { proof: { user: string; works: boolean }[] }).proof.map(
        ({ user, works }) => `${user.split('@')[0]} ${works}`,
      )
    const paul = await login(['paul@contoso.example', ...shared], { login: 'paul@contoso.example' })
    assert.deepEqual(users(paul), ['team true', 'team true', 'paul true'])
    const marie = await login(['marie@contoso.example', ...shared], { login: 'marie@contoso.example' })
    assert.deepEqual(users(marie), ['team false', 'team false', 'marie true'])
    assert.equal(marie.code, 1)
    assert.equal(
      (JSON.parse(marie.stdout) as { diagnosis: { causes: { id: string }[] } }).diagnosis.causes[0]?.id,
      'oauth.account_mismatch',
    )
  })

  it('a rule of the organisation: known by its number, with the steps', async () => {
    const ran = await login(['conditional@oauth-cases.example', '--lab'], { login: 'conditional@oauth-cases.example' })
    assert.equal(ran.code, 1)
    assert.match(ran.stdout, /AADSTS53003[\s\S]*auth\.policy_blocked\/conditional_access[\s\S]*1\. /)
    assertNoToken(ran)
  })

  it('the person says no; a closed provider; a way that does not lead to mail', async () => {
    const no = await login(['marie@gmail.com', '--lab'], { login: 'marie@gmail.com', deny: true })
    assert.equal(no.code, 3)
    assert.match(no.stdout, /did not give the permission[\s\S]*accept on the provider’s page/)
    const closed = await sesame(['login', 'marie@yahoo.com', '--lab', '--json'])
    assert.equal(closed.code, 3)
    assert.equal((JSON.parse(closed.stdout) as { error: { code: string } }).error.code, 'oauth-closed')
    assert.match(closed.stderr, /gives no new program a sign-in[\s\S]*app password/)
    const way = await sesame(['login', 'marie@gmail.com', '--lab', '--flow', 'device'])
    assert.equal(way.code, 2)
    assert.match(way.stderr, /by this way \(device\)[\s\S]*--flow browser/)
    const nobody = await sesame(['login', '--lab'])
    assert.equal(nobody.code, 2)
  })
})

describe('sesame login, kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-login-'))
  const passphrase = join(folder, 'passphrase')
  const data = join(folder, 'data')
  const env = { SESAME_VAULT_PASSPHRASE_FILE: passphrase }
  const MARIE = 'marie@icloud.com'
  let real: OAuthServer

  before(async () => {
    real = await startOAuthServer()
    writeFileSync(passphrase, 'kept sign-ins\n', { mode: 0o600 })
    await makeVault({ folder: data, passphrase: new Secret('kept sign-ins'), cost: { log2n: 10, r: 8, p: 1 } })
  })
  after(async () => {
    await real?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('a server of one’s own: kept with its client, listed, taken back; its secret is in no file in clear', async () => {
    const own = [
      '--issuer',
      real.issuer,
      '--client-id',
      'desktop-with-secret',
      '--client-secret-stdin',
      '--scope',
      'openid',
      '--scope',
      'mail.read',
    ]
    const place = ['--data', data, '--connect-to', '127.0.0.1::127.0.0.1:']
    const ran = await login([MARIE, '--lab', '--no-proof', ...own, ...place], { login: MARIE }, { env, input: `${SECRET}\n` })
    assert.equal(ran.code, 0, ran.stdout + ran.stderr)
    assertNoToken(ran)
    assert.match(ran.stdout, /kept in the vault/)

    const file = join(data, 'oauth-clients.json')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const clients = (JSON.parse(readFileSync(file, 'utf8')) as { clients: { id: string; issuer: string; secret: string }[] }).clients
    assert.deepEqual([clients[0]?.id, clients[0]?.issuer], ['desktop-with-secret', real.issuer])
    assert.match(clients[0]?.secret ?? '', /^oauth-client\//)

    const list = await sesame(['login', '--list', '--data', data, '--json'], { env })
    const { signIns } = JSON.parse(list.stdout) as { signIns: { id: string; state: string; client: string }[] }
    assert.deepEqual(
      signIns.map(({ id, state, client }) => [id, state, client]),
      [[MARIE, 'renews', 'desktop-with-secret']],
    )
    assert.match((await sesame(['login', '--list', '--data', data], { env })).stdout, /marie@icloud\.com[\s\S]*renews itself/)

    const out = await sesame(['logout', MARIE.toUpperCase(), '--data', data], { env })
    assert.equal(out.code, 0, out.stderr)
    assert.match(out.stdout, /taken the permission back[\s\S]*deleted/)
    const again = await sesame(['logout', MARIE, '--data', data], { env })
    assert.equal(again.code, 2)
    assert.match(again.stderr, /No sign-in is kept/)

    const everything = [ran, list, out, again].map(({ stdout, stderr }) => stdout + stderr)
    for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' })) {
      if (statSync(join(data, name)).isFile()) everything.push(readFileSync(join(data, name), 'latin1'))
    }
    for (const form of [SECRET, Buffer.from(SECRET).toString('base64')]) {
      assert.ok(everything.every((text) => !text.includes(form)))
    }
  })

  it('doctor --saved: a refused sign-in is evidence; nothing kept is said', async () => {
    const none = await sesame(['doctor', 'paul@icloud.com', '--lab', '--saved'], { env: { ...env, SESAME_DATA: data } })
    assert.equal(none.code, 2)
    assert.match(none.stderr, /No sign-in is kept for paul@icloud\.com/)
  })

  it('without a vault nobody is sent to a page first', async () => {
    const ran = await sesame(['login', 'marie@outlook.com', '--lab', '--no-open', '--data', join(folder, 'nowhere')])
    assert.equal(ran.code, 2)
    assert.match(ran.stderr, /no vault yet/)
    assert.doesNotMatch(ran.stderr, /sign in there/)
  })

  it('--register: the steps; a client that the provider knows is kept, one that it refuses is not', async () => {
    const steps = await sesame(['login', '--register', 'gmail', '--data', data])
    assert.equal(steps.code, 0)
    assert.match(steps.stdout, /1\. [\s\S]*2\. [\s\S]*“Testing”/)
    const wrong = '00000000-dead-4000-8000-000000000001'
    const bad = await sesame(['login', '--register', 'outlook-com', '--lab', '--data', data, '--client-id', wrong])
    assert.equal(bad.code, 1)
    assert.match(bad.stdout, /refuses this client: AADSTS700016[\s\S]*not kept/)
    assert.ok(!(await sesame(['login', '--list', '--data', data, '--json'], { env })).stdout.includes(wrong))
    const good = await sesame([
      'login',
      '--register',
      'outlook-com',
      '--lab',
      '--data',
      data,
      '--client-id',
      '5e5a3e00-1ab0-4000-8000-000000000001',
      '--json',
    ])
    assert.equal(good.code, 0, good.stdout + good.stderr)
    assert.equal((JSON.parse(good.stdout) as { check: { browser: string } }).check.browser, 'good')
    const bare = await sesame(['login', '--register', 'gmail', '--data', data, '--client-id', 'x.apps.googleusercontent.com'])
    assert.equal(bare.code, 2)
    assert.match(bare.stderr, /wants the secret[\s\S]*--client-secret-stdin/)
    // No page sends anybody back to an app that signs in as itself: it needs no redirect.
    const itself = ['--client-id', '5e5a3e00-1ab0-4000-8000-000000000002', '--tenant', 'contoso.example', '--client-secret-stdin']
    const app = await sesame(['login', '--register', 'm365', '--lab', '--data', data, ...itself], { env, input: 'lab-client-secret-1\n' })
    assert.equal(app.code, 0, app.stdout + app.stderr)
    assert.match(app.stdout, /signs in as itself[\s\S]*--flow app/)
    const closed = await sesame(['login', '--register', 'yahoo', '--data', data])
    assert.equal(closed.code, 3)
  })

  it('a file of clients that somebody broke: which line, and nothing of its words', async () => {
    writeFileSync(join(folder, 'oauth-clients.json'), '{"clients":[{"name":"x","id":"","secret":"planted-in-the-file"}]}', { mode: 0o600 })
    await makeVault({ folder, passphrase: new Secret('kept sign-ins'), cost: { log2n: 10, r: 8, p: 1 } })
    const ran = await sesame(['login', 'marie@outlook.com', '--lab', '--no-open', '--data', folder], { env })
    assert.equal(ran.code, 2)
    assert.match(ran.stderr, /clients\.0\.id/)
    assert.ok(!ran.stderr.includes('planted-in-the-file'))
  })
})
