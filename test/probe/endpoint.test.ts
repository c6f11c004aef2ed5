// Each fact value on a server that shows it: hosts that lie about their certificate, refuse, stay silent, speak something else or too much.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startCertificates } from '../../src/lab/certificates.ts'
import type { Fault } from '../../src/lab/model.ts'
import type { Endpoint } from '../../src/model/protocol.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'
import { AttemptBudget, type ProbeRequest, type ProbeResult, probeEndpoint } from '../../src/probe/index.ts'
import { imapScript, smtpScript } from './dialogues.ts'
import { type Script, type ScriptedServer, scripted } from './scripted.ts'

const HOST = 'mail.example.org'
const certificates = startCertificates()
const leafOf = (host: string, fault?: Fault) => certificates.contextFor(host, fault, 0)
let server: ScriptedServer | undefined

function networkTo(port: number, host = HOST): Network {
  return createNetwork({ connectTo: [`${host}::127.0.0.1:${port}`], cacert: certificates.cacert })
}

async function probe(script: Script, endpoint: Partial<Endpoint> = {}, request: ProbeRequest = {}): Promise<ProbeResult> {
  server = await scripted(script)
  const full = { protocol: 'imap' as const, host: HOST, port: 993, security: 'tls' as const, trust: 'named' as const, ...endpoint }
  try {
    return await probeEndpoint(networkTo(server.port, full.host), full, { timeoutMs: 20_000, ...request })
  } finally {
    await server.close()
  }
}

const values = (result: ProbeResult, name: string) => result.facts.filter((fact) => fact.name === name).map(({ value }) => value)
const credential = (value = 'correct-horse') => ({ user: 'marie', secret: new Secret(value), kind: 'password' as const })

describe('certificates', () => {
  const cases: [string, Fault | undefined, string][] = [
    ['right', undefined, 'ok'],
    ['expired', 'expired', 'expired'],
    ['not yet valid', 'not-yet-valid', 'not-yet-valid'],
    ['for another name', 'wrong-name', 'name'],
    ['self-signed', 'self-signed', 'self-signed'],
    ['without its intermediate', 'chain-incomplete', 'chain-incomplete'],
  ]
  for (const [name, fault, value] of cases) {
    it(`${name}: tls.cert=${value}`, async () => {
      const result = await probe(imapScript({ leaf: leafOf(HOST, fault) }), {}, { credential: credential() })
      assert.deepEqual(values(result, 'tls.cert').slice(0, 1), [value])
      assert.equal(result.outcome, value === 'ok' ? 'healthy' : 'unsafe')
      if (value !== 'ok') {
        assert.deepEqual(values(result, 'sign-in'), ['not-tried'])
        assert.ok(!server?.heard.some((line) => line.includes('correct-horse')), 'no secret under a bad certificate')
      }
    })
  }

  it('signed by an antivirus: tls.issuer=interceptor', async () => {
    const leaf = certificates.contextFor(HOST, undefined, 0, 'Avast Web/Mail Shield Root')
    const result = await probe(imapScript({ leaf }), {}, { credential: credential() })
    assert.deepEqual(values(result, 'tls.issuer'), ['interceptor'])
    assert.equal(result.facts.find(({ name }) => name === 'tls.issuer')?.quote, 'Avast')
    assert.equal(result.outcome, 'unsafe')
  })

  it('the version and who signed are stated', async () => {
    const result = await probe(imapScript({ leaf: leafOf(HOST) }))
    assert.deepEqual(values(result, 'tls.version'), ['TLSv1.3'])
    assert.deepEqual(values(result, 'tls.issuer'), ['public'])
    assert.ok(result.facts.every(({ about }) => about === `imaps://${HOST}:993`))
  })
})

describe('the encryption of another port', () => {
  it('a plain greeting where TLS was asked: tls=not-tls, port.speaks=starttls', async () => {
    const result = await probe(smtpScript({ leaf: leafOf(HOST) }), { protocol: 'smtp', port: 587, security: 'tls' })
    assert.deepEqual([values(result, 'tls'), values(result, 'port.speaks'), result.outcome], [['not-tls'], ['starttls'], 'unsafe'])
  })

  it('TLS where STARTTLS was asked: port.speaks=tls', async () => {
    const leaf = leafOf(HOST)
    const result = await probe(smtpScript({ leaf, tls: true }), { protocol: 'smtp', port: 465, security: 'starttls' })
    assert.deepEqual(values(result, 'port.speaks'), ['tls'])
    assert.equal(result.outcome, 'unreachable')
  })

  it('another protocol on the port: greeting=garbage, port.speaks=other-protocol', async () => {
    const leaf = leafOf(HOST)
    const result = await probe({ leaf, tls: true, greeting: '220 mail.example.org ESMTP' }, { port: 465 })
    assert.deepEqual(
      [values(result, 'greeting'), values(result, 'port.speaks'), result.outcome],
      [['garbage'], ['other-protocol'], 'broken'],
    )
  })
})

describe('STARTTLS that is attacked', () => {
  const submission = { protocol: 'smtp' as const, port: 587, security: 'starttls' as const }

  it('not offered: unsafe, and nothing of a sign-in goes out', async () => {
    const result = await probe(smtpScript({ noStartTls: true }), submission, { credential: credential() })
    assert.deepEqual([values(result, 'tls'), values(result, 'sign-in'), result.outcome], [['not-offered'], ['not-tried'], 'unsafe'])
    assert.ok(!server?.heard.some((line) => /AUTH/i.test(line)))
  })

  it('taken away, where our knowledge says that it is there: stripped', async () => {
    const result = await probe(smtpScript({ noStartTls: true }), submission, { hints: { starttlsKnown: true } })
    assert.deepEqual(values(result, 'tls'), ['stripped'])
  })

  it('overwritten with X by a firewall: stripped', async () => {
    const result = await probe(smtpScript({ noStartTls: true, extra: ['XXXXXXXA'] }), submission)
    assert.deepEqual(values(result, 'tls'), ['stripped'])
  })

  it('bytes before the handshake: injected', async () => {
    const result = await probe(smtpScript({ leaf: leafOf(HOST), inject: '250 AUTH PLAIN\r\n' }), submission, {
      credential: credential(),
    })
    assert.deepEqual([values(result, 'tls'), result.outcome], [['injected'], 'unsafe'])
    assert.ok(!JSON.stringify(server?.heard).includes('AUTH PLAIN'))
  })

  it('PREAUTH on IMAP: preauth', async () => {
    const result = await probe(
      { greeting: '* PREAUTH welcome', hears: (line, { say }) => say(`${line.split(' ')[0]} OK done\r\n`) },
      { port: 143, security: 'starttls' },
      { credential: credential() },
    )
    assert.deepEqual([values(result, 'greeting'), values(result, 'tls'), result.outcome], [['preauth'], ['preauth'], 'unsafe'])
  })

  it('works: every byte of the secret after the handshake', async () => {
    const result = await probe(smtpScript({ leaf: leafOf(HOST) }), submission, {
      credential: credential(),
      sender: 'marie@example.org',
    })
    assert.deepEqual(
      [values(result, 'tls'), values(result, 'sign-in'), values(result, 'sender'), result.outcome],
      [['ok'], ['ok'], ['ok'], 'healthy'],
    )
    assert.ok(server?.heard.some((line) => line.startsWith('TLS AUTH PLAIN')))
    assert.equal(result.replies.filter(({ when }) => when === 'capability').length, 2, 'capabilities before and after the handshake')
  })
})

describe('servers that do not answer as they should', () => {
  it('refused: tcp=refused, and the other ports are asked', async () => {
    server = await scripted({})
    const { port } = server
    await server.close()
    const endpoint = { protocol: 'imap' as const, host: HOST, port: 993, security: 'tls' as const, trust: 'named' as const }
    const result = await probeEndpoint(networkTo(port), endpoint, { timeoutMs: 20_000 })
    assert.deepEqual([values(result, 'tcp'), values(result, 'tcp.others'), result.outcome], [['refused'], ['fail'], 'unreachable'])
  })

  it('one port filtered, its neighbours open: tcp.others=ok', async () => {
    server = await scripted({ greeting: '* OK' })
    const closed = await scripted({})
    await closed.close()
    const network = createNetwork({ connectTo: [`${HOST}:587:127.0.0.1:${closed.port}`, `${HOST}::127.0.0.1:${server.port}`] })
    const endpoint = { protocol: 'smtp' as const, host: HOST, port: 587, security: 'starttls' as const, trust: 'named' as const }
    const result = await probeEndpoint(network, endpoint, { timeoutMs: 20_000 })
    await server.close()
    assert.deepEqual([values(result, 'tcp'), values(result, 'tcp.others')], [['refused'], ['ok']])
  })

  it('a black hole: bounded time, greeting=none', async () => {
    // It is black for as long as this runs.
    const result = await probe({}, { port: 143, security: 'starttls' }, { timeoutMs: 600 })
    assert.deepEqual([values(result, 'greeting'), result.outcome], [['none'], 'unreachable'])
  })

  it('a black hole where TLS is asked: tls=timeout', async () => {
    const result = await probe({}, {}, { timeoutMs: 500 })
    assert.deepEqual([values(result, 'tls'), result.outcome], [['timeout'], 'unsafe'])
  })

  const broken: [string, Script['raw'], string[], string[]][] = [
    ['cut in the middle of the greeting', (socket) => void socket.end('* OK Dovec'), ['garbage'], ['truncated']],
    ['closed at once', (socket) => void socket.end(), ['none'], []],
    ['drips', (socket) => void socket.write('* O'), ['garbage'], ['slow']],
    [
      'binary',
      (socket) => void socket.write(Buffer.from(Array.from({ length: 64 }, (_, i) => (i * 7 + 128) % 256).concat(13, 10))),
      ['garbage'],
      ['binary'],
    ],
    ['an endless line', (socket) => flood(socket), ['garbage'], ['endless']],
    ['HTTP', (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'), ['garbage'], []],
    ['a ban', (socket) => void socket.end('* BYE Too many failed logins, banned\r\n'), ['bye'], []],
  ]
  for (const [name, raw, greeting, serverBroken] of broken) {
    it(`${name}: greeting=${greeting} server.broken=${serverBroken}`, async () => {
      const result = await probe({ raw }, { port: 143, security: 'starttls' }, { timeoutMs: 2_000 })
      assert.deepEqual([values(result, 'greeting'), values(result, 'server.broken')], [greeting, serverBroken])
    })
  }

  it('a greeting of somebody else: greeting=foreign', async () => {
    const hints = { operator: { greeting: ['microsoft esmtp mail service'], domains: ['smtp.office365.com'] } }
    const endpoint = { protocol: 'smtp' as const, host: 'smtp.office365.com', port: 587, security: 'starttls' as const }
    const foreign = await probe(smtpScript({ greeting: '220 p3plcpnl0123.prod.phx3.secureserver.net ESMTP Exim 4.96' }), endpoint, {
      hints,
    })
    assert.deepEqual(values(foreign, 'greeting'), ['foreign'])
    const own = await probe(smtpScript({ greeting: '220 PR1.outlook.office365.com Microsoft ESMTP MAIL Service ready' }), endpoint, {
      hints,
    })
    assert.deepEqual(values(own, 'greeting'), ['ok'])
  })

  it('a ban heard in the greeting stops every attempt of the run', async () => {
    const budget = new AttemptBudget()
    const isStop = (text: string) => /banned/.test(text)
    await probe({ raw: (socket) => void socket.end('* BYE banned\r\n') }, { port: 143, security: 'starttls' }, { budget, isStop })
    assert.equal(budget.left, 0)
  })

  it('Ctrl-C ends it at once', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 80)
    // Who waited on would wait for an hour.
    const result = await probe({}, { port: 143, security: 'starttls' }, { timeoutMs: 3_600_000, signal: controller.signal })
    assert.equal(result.outcome, 'interrupted')
  })
})

function flood(socket: import('node:net').Socket): void {
  const chunk = Buffer.alloc(65_536, 0x61)
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  }
  socket.on('drain', more)
  socket.write('* OK ')
  more()
}
