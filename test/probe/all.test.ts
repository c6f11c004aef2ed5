// A whole run: how many sign-ins the servers really saw, which secret they got, what a run shows of it, and what it does without a network.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, it } from 'node:test'
import { startCertificates } from '../../src/lab/certificates.ts'
import type { AppPassword } from '../../src/model/knowledge.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import { type ProbeAllRequest, type ProbeRun, type ProbeTarget, probeAll } from '../../src/probe/index.ts'
import { type ImapTwist, imapScript, type SmtpTwist, smtpScript } from './dialogues.ts'
import { type Script, type ScriptedServer, scripted } from './scripted.ts'

const certificates = startCertificates()
const leaf = certificates.contextFor('mail.example.org', undefined, 0)
let servers: ScriptedServer[] = []
const stop = () => Promise.all(servers.map((server) => server.close()))
afterEach(async () => {
  await stop()
  servers = []
})

/** IMAP on 993 and SMTP on 465 of one provider, and POP3 on 995 that speaks like neither. */
async function run(imap: ImapTwist, smtp: SmtpTwist, request: ProbeAllRequest, target: Partial<ProbeTarget> = {}): Promise<ProbeRun> {
  const pop3: Script = {
    leaf,
    tls: true,
    greeting: '+OK ready',
    hears: (line, { say }) => say(line === 'CAPA' ? '+OK\r\nUSER\r\n.\r\n' : '+OK\r\n'),
  }
  await stop()
  servers = await Promise.all([imapScript({ leaf, ...imap }), smtpScript({ leaf, tls: true, ...smtp }), pop3].map(scripted))
  const ports = [993, 465, 995]
  const connectTo = servers.map(({ port }, i) => `:${ports[i]}:127.0.0.1:${port}`)
  const network = createNetwork({ connectTo, cacert: certificates.cacert })
  const targets = (['imap', 'smtp', 'pop3'] as const).map(
    (protocol, i): ProbeTarget => ({
      ...{ protocol, host: 'mail.example.org', port: ports[i]!, security: 'tls', trust: 'named', user: 'marie@example.org' },
      hints: { provider: 'example' },
      ...target,
    }),
  )
  return probeAll(network, targets, { timeoutMs: 20_000, sender: 'marie@example.org', ...request })
}

/** Sign-ins that reached a server: LOGIN, AUTHENTICATE, AUTH, PASS. */
const signIns = () => servers.flatMap(({ heard }) => heard).filter((line) => /(^| )(LOGIN "|AUTHENTICATE |AUTH |PASS )/.test(line))
const secret = (value = 'hunter2 swordfish', kind: 'password' | 'oauth' = 'password') => ({ secret: new Secret(value), kind })
const outcomes = ({ results }: ProbeRun) => results.map(({ outcome, notTried }) => notTried ?? outcome)
const values = ({ facts }: ProbeRun, name: string) => facts.filter((fact) => fact.name === name).map(({ value }) => value)

describe('sign-ins that the servers saw', () => {
  it('two when all goes well, first and other direction', async () => {
    assert.deepEqual(outcomes(await run({}, {}, { secret: secret() })), ['healthy', 'healthy', 'spent'])
    assert.equal(signIns().length, 2)
  })

  it('one when the secret is refused', async () => {
    const refused = await run({ signIn: () => 'NO [AUTHENTICATIONFAILED] no' }, {}, { secret: secret() })
    assert.deepEqual(outcomes(refused), ['sign-in-refused', 'already-refused', 'already-refused'])
    assert.equal(signIns().length, 1)
  })

  it('two when the refusal is about one protocol', async () => {
    const off = await run(
      { signIn: () => 'NO IMAP is disabled' },
      {},
      { secret: secret(), isProtocolOnly: (text) => /IMAP is disabled/.test(text) },
    )
    assert.deepEqual(outcomes(off), ['sign-in-refused', 'healthy', 'spent'])
    assert.equal(signIns().length, 2)
  })

  it('one when the server speaks of a lock, also where another name could be tried', async () => {
    const locked = await run(
      { signIn: () => 'NO too many login failures' },
      {},
      { secret: secret(), isStop: (text) => /too many/.test(text) },
      { otherUser: 'marie' },
    )
    assert.deepEqual(outcomes(locked), ['sign-in-refused', 'stopped', 'stopped'])
    assert.deepEqual(values(locked, 'sign-in'), ['locked', 'not-tried', 'not-tried'])
    assert.equal(signIns().length, 1)
  })

  it('two when the other form of the name is the right one, and it says which', async () => {
    const signIn = (line: string) => (line.includes('"marie"') ? 'OK' : 'NO [AUTHENTICATIONFAILED] no')
    const form = await run({ signIn, hangsUp: true }, {}, { secret: secret() }, { otherUser: 'marie' })
    assert.deepEqual([outcomes(form)[0], form.results[0]?.user], ['healthy', 'marie'])
    assert.equal(signIns().length, 2)
  })

  it('none without a secret, to a host that nobody named, or with an empty one', async () => {
    assert.deepEqual(outcomes(await run({}, {}, {})), ['reachable', 'reachable', 'reachable'])
    assert.equal(signIns().length, 0)
    for (const trust of ['hint', 'guess'] as const) {
      assert.deepEqual(outcomes(await run({}, {}, { secret: secret() }, { trust })), ['trust', 'trust', 'trust'])
      assert.equal(signIns().length, 0)
    }
    assert.deepEqual(outcomes(await run({}, {}, { secret: secret('') })), ['empty', 'empty', 'empty'])
    assert.equal(signIns().length, 0)
  })

  it('none where the server offers nothing for this kind of secret', async () => {
    const token = await run({}, {}, { secret: secret('ya29.abcdefghijklmnopqrstu', 'oauth') })
    assert.deepEqual(values(token, 'sign-in'), ['no-mechanism', 'no-mechanism', 'no-mechanism'])
    assert.equal(signIns().length, 0)
  })
})

describe('the secret of a run', () => {
  const google: AppPassword = {
    ...{ name: { en: '', fr: '' }, path: { en: '', fr: '' }, shape: '^[a-z]{16}$' },
    ...{ separators: 'strip', needsTwoFactor: true, killedBy: [] },
  }

  it('loses the spaces that the provider only shows, and the run says so', async () => {
    const spaced = await run({}, {}, { secret: secret('abcd efgh ijkl mnop'), appPassword: google })
    assert.deepEqual(values(spaced, 'secret.shape'), ['app-password-spaces'])
    assert.ok(signIns()[0]?.endsWith('LOGIN "marie@example.org" "abcdefghijklmnop"'))
    for (const form of ['abcd efgh ijkl mnop', 'abcdefghijklmnop']) assert.ok(!JSON.stringify(spaced).includes(form))
  })

  it('is nowhere in the result, however servers repeat it', async () => {
    for (const value of ['hunter2 swordfish', 'p"a\\ss/w+rd%', 'clé à molette', 'x9']) {
      const forms = [
        value,
        Buffer.from(value).toString('base64'),
        Buffer.from(`\0marie@example.org\0${value}`).toString('base64'),
        encodeURIComponent(value),
      ]
      const echo = forms.map((form) => Buffer.from(form).toString('latin1')).join(' and ')
      const result = await run(
        {
          signIn: () => `NO [ALERT] you said ${echo}`,
          extra: (line) => (line === 'CAPABILITY' ? `* OK ${echo}\r\n* CAPABILITY IMAP4rev1\r\nTAG OK ${echo}` : undefined),
        },
        { signIn: `535 5.7.8 ${echo}`, greeting: `220 mail.example.org ${echo}` },
        { secret: secret(value), isProtocolOnly: () => true },
      )
      assert.equal(signIns().length, 2)
      const shown = JSON.stringify(result)
      for (const form of forms.filter((one) => one.length > 3)) {
        assert.ok(!shown.includes(form), form)
        assert.ok(!shown.includes(JSON.stringify(form).slice(1, -1)), form)
      }
    }
  })
})

describe('after the sign-in', () => {
  it('an OK that opens nothing: mailbox=closed', async () => {
    const closed = await run({ select: 'BAD User is authenticated but not connected.' }, {}, { secret: secret() })
    assert.deepEqual([values(closed, 'mailbox'), outcomes(closed)[0]], [['refused'], 'mailbox-refused'])
    const extra = (line: string) => (line.startsWith('SELECT') ? '* BYE Connection closed. 14\r\nTAG BAD bye' : undefined)
    assert.deepEqual(outcomes(await run({ extra }, {}, { secret: secret() }))[0], 'mailbox-refused')
  })

  it('a provider that wants the ID gets it before SELECT, also where it does not offer it', async () => {
    let named = false
    const netease: ImapTwist = {
      capabilities: 'IMAP4rev1',
      extra: (line) => {
        if (line.startsWith('ID ')) named = true
        return line.startsWith('SELECT') && !named ? 'TAG NO SELECT Unsafe Login. Please contact kefu@188.com for help' : undefined
      },
    }
    assert.equal(outcomes(await run(netease, {}, { secret: secret() }))[0], 'mailbox-refused')
    const known = await run(netease, {}, { secret: secret() }, { hints: { provider: 'example', wantsImapId: true } })
    assert.equal(outcomes(known)[0], 'healthy')
  })

  for (const [used, value] of [
    [10, 'ok'],
    [95, 'near'],
    [100, 'full'],
  ] as const) {
    it(`${used} % of the quota: ${value}`, async () => {
      const extra = (line: string) =>
        line.startsWith('GETQUOTAROOT') ? `* QUOTAROOT INBOX ""\r\n* QUOTA "" (STORAGE ${used} 100)\r\nTAG OK done` : undefined
      assert.deepEqual(values(await run({ capabilities: 'IMAP4rev1 QUOTA', extra }, {}, { secret: secret() }), 'quota'), [value])
    })
  }

  it('a sender who is not ours: sender=refused', async () => {
    const result = await run({}, { mailFrom: '553 5.7.1 Sender address rejected: not owned by user' }, { secret: secret() })
    assert.deepEqual([values(result, 'sender'), outcomes(result)[1]], [['refused'], 'mailbox-refused'])
  })

  it('a temporary failure is not a refusal', async () => {
    const result = await run(
      { signIn: () => 'NO [UNAVAILABLE] Temporary authentication failure.' },
      { signIn: '454 4.7.0 later' },
      { secret: secret() },
    )
    assert.deepEqual(values(result, 'sign-in').slice(0, 2), ['temporary', 'temporary'])
  })
})

describe('the world around', () => {
  it('no network at all: not online, and quickly', async () => {
    const network = createNetwork({ dns: '127.0.0.1:1' })
    const start = performance.now()
    const result = await probeAll(network, [{ protocol: 'imap', host: 'imap.example.org', port: 993, security: 'tls', trust: 'named' }], {
      timeoutMs: 60_000,
    })
    assert.deepEqual([result.online, outcomes(result)], [false, ['unreachable']])
    assert.ok(performance.now() - start < 60_000, 'its limit was waited for')
  })

  for (const [offset, skew] of [
    [0, 'none'],
    [25 * 60, 'minutes'],
    [-5 * 3600, 'hours'],
    [400 * 86_400, 'days'],
  ] as const) {
    it(`a clock ${offset} s off: ${skew}`, async () => {
      const web = createServer((_, response) => {
        response.setHeader('date', new Date(Date.now() - offset * 1000).toUTCString())
        response.end()
      })
      await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
      const clockUrls = [`http://127.0.0.1:${(web.address() as AddressInfo).port}/`]
      const result = await probeAll(createNetwork(), [], { clockUrls })
      web.closeAllConnections()
      await new Promise((resolve) => web.close(resolve))
      assert.deepEqual(values(result, 'clock.skew'), [skew])
      assert.ok(Math.abs(result.clock!.seconds! - offset) <= 2)
    })
  }
})
