// From the sign-in page to the mailbox: a real authorization server, a real Dovecot that asks it about every token, and the words of both.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { parseAddress } from '../../src/model/address.ts'
import type { Identity } from '../../src/model/identity.ts'
import { PROTOCOLS } from '../../src/model/protocol.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'
import { accessTokenFor } from '../../src/oauth/access-token.ts'
import { signInByBrowser } from '../../src/oauth/browser-flow.ts'
import { discover } from '../../src/oauth/discover.ts'
import { revoke } from '../../src/oauth/revoke.ts'
import type { AuthorizationServer, Grant, Tokens } from '../../src/oauth/shapes.ts'
import { grantShelf } from '../../src/uses/grant-shelf.ts'
import { judgeSignIn } from '../../src/uses/judge-sign-in.ts'
import { proveToken } from '../../src/uses/prove-token.ts'
import { memoryVault } from '../../src/vault/memory.ts'
import { openImap } from '../../src/wire/imap.ts'
import { openPop3 } from '../../src/wire/pop3.ts'
import { openSmtp } from '../../src/wire/smtp.ts'
import { Transcript } from '../../src/wire/transcript.ts'
import { type Dovecot, startDovecot } from '../real/dovecot.ts'
import { type Postfix, startPostfix } from '../real/postfix.ts'
import { goThrough } from './agent.ts'
import { value } from './outcome.ts'
import { type OAuthServer, SECRET, startOAuthServer } from './server.ts'

const MARIE = 'marie@example.test'
const OPEN = { imap: openImap, pop3: openPop3, smtp: openSmtp }

describe('a token at a real mail server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-dovecot-token-'))
  let oauth: OAuthServer
  let dovecot: Dovecot
  let postfix: Postfix
  let network: Network
  let server: AuthorizationServer

  before(async () => {
    oauth = await startOAuthServer()
    const url = `http://checker:${SECRET}@127.0.0.1:${oauth.port}/token/introspection`
    dovecot = await startDovecot({ checkTokens: { url, user: 'sub' } })
    postfix = await startPostfix(dovecot)
    network = createNetwork({ cacert: dovecot.ca, connectTo: [`${dovecot.host}::127.0.0.1:`] })
    server = value(await discover(network, oauth.issuer))
  })
  after(async () => {
    await postfix?.stop()
    await dovecot?.stop()
    await oauth?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const signedIn = async (login: string): Promise<Tokens> =>
    value(
      await signInByBrowser({
        ...{ network, server, client: { id: 'desktop' }, scopes: ['openid', 'offline_access', 'mail.read'], lang: 'en' as const },
        open: (url) => void goThrough(url, { login }),
      }),
    )

  function identity(text = MARIE): Identity {
    const { host, ports } = dovecot
    const at = (protocol: 'imap' | 'pop3' | 'smtp', port: number, security: 'tls' | 'starttls') =>
      ({ protocol, host, port, security, username: 'full-address', trust: 'named', source: 'test' }) as const
    return {
      address: parseAddress(text)!,
      ...{ provider: null, accountType: 'unknown', confidence: 'none', findings: [], ms: 0 },
      endpoints: [at('imap', ports.imaps, 'tls'), at('pop3', ports.pop3s, 'tls'), at('smtp', ports.submission, 'starttls')],
    }
  }
  const prove = (tokens: Tokens, who = identity()) =>
    proveToken(network, {
      identity: who,
      provider: null,
      token: tokens.access,
      mailbox: who.address.text,
      signal: new AbortController().signal,
    })

  test('the token of a sign-in opens IMAP, POP and SMTP, and is in no transcript', async () => {
    const tokens = await signedIn(MARIE)
    const { lines, run } = await prove(tokens)
    assert.deepEqual(
      lines.map(({ protocol, works }) => [protocol, works]),
      PROTOCOLS.map((protocol) => [protocol, true]),
    )
    const shown = JSON.stringify({ lines, run })
    for (const secret of [tokens.access, tokens.refresh!]) {
      assert.ok(!shown.includes(secret.reveal()) && !shown.includes(Buffer.from(secret.reveal()).toString('base64').slice(0, 30)))
    }
  })

  test('revoked: each server refuses in its own words, which are judged as a sign-in that ended', async () => {
    const tokens = await signedIn(MARIE)
    assert.ok((await revoke({ network, server, client: { id: 'desktop' } }, tokens))?.ok)
    const proof = await prove(tokens)
    for (const line of proof.lines) {
      assert.equal(line.works, false)
      assert.match(line.words ?? '', /[Aa]uthentication failed/, line.protocol)
    }
    const judged = judgeSignIn({ identity: identity(), provider: null, date: '2026-11-22', lang: 'en', proof })
    assert.ok(judged && judged.diagnosis.causes.length > 0)
  })

  test('the token of somebody else opens nobody’s mailbox', async () => {
    const proof = await prove(await signedIn('jean@example.test'))
    assert.ok(proof.lines.every(({ works }) => !works))
  })

  test('a dead token: XOAUTH2 and OAUTHBEARER get the error as JSON, answer it as the RFC says, and the session goes on', async () => {
    const dead = await signedIn(MARIE)
    await oauth.revokeAll()
    const { host, ports } = dovecot
    const alive = await signedIn(MARIE)
    for (const [protocol, port] of [
      ['imap', ports.imaps],
      ['pop3', ports.pop3s],
      ['smtp', ports.submission],
    ] as const) {
      for (const mechanism of ['XOAUTH2', 'OAUTHBEARER'] as const) {
        const transcript = new Transcript()
        const security = protocol === 'smtp' ? 'starttls' : 'tls'
        const { session } = await OPEN[protocol](network, { protocol, host, port, security }, { transcript })
        assert.ok(session)
        if (security === 'starttls') await session.startTls()
        await session.askCapabilities()
        const refused = await session.signIn({ user: MARIE, secret: dead.access, mechanism })
        assert.equal(refused.ok, false)
        // RFC 7628 §3.2.2 and §3.2.3: the error as JSON, then our empty or one-byte answer, then the refusal.
        const { status } = JSON.parse(refused.challenge ?? '{}') as { status?: string }
        assert.equal(status, mechanism === 'XOAUTH2' ? '401' : 'invalid_token', protocol)
        // The same connection takes the live one: the dialogue was ended properly.
        const accepted = await session.signIn({ user: MARIE, secret: alive.access, mechanism })
        assert.ok(accepted.ok, `${protocol} ${mechanism}: ${accepted.lines.join()}`)
        await session.quit()
        assert.ok(!JSON.stringify(transcript.lines).includes(dead.access.reveal()))
      }
    }
  })

  test('a kept sign-in whose token ended: refreshed, and the mailbox opens', async () => {
    const tokens = { ...(await signedIn(MARIE)), expires: new Date(0).toISOString() }
    const shelf = grantShelf(memoryVault(), folder)
    const now = new Date().toISOString()
    const grant: Grant = {
      ...{ id: MARIE, address: MARIE, provider: null, server, clientId: 'desktop', flow: 'browser', scopes: tokens.scopes },
      ...{ made: now, refreshed: null, expires: tokens.expires, refusal: null },
    }
    await shelf.write(grant, tokens)
    const { token } = value((await accessTokenFor({ shelf, network, id: MARIE }))!)
    const { lines } = await prove({ access: token, scopes: [] })
    assert.ok(lines.every(({ works }) => works))
  })
})
