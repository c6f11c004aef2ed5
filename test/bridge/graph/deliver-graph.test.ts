// Sending by Microsoft Graph, against a strict server made from its documentation: small and large messages, each refusal, and who gets what.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { GraphKeys } from '../../../src/bridge/graph/graph-keys.ts'
import { Secret } from '../../../src/model/secret.ts'
import { createNetwork } from '../../../src/net/create.ts'
import { pauseOf } from '../../../src/store/queue.ts'
import { idOf, letter, type QueueWorld, queueWorld } from '../queue/queue-world.ts'
import { type Sink, startSink } from '../queue/smtp-sink.ts'
import { type GraphServer, startGraph } from './graph-server.ts'

const run = promisify(execFile)

describe('sending by Microsoft Graph', () => {
  let graph: GraphServer
  let sink: Sink
  let t: QueueWorld
  let tokens: string[]
  let granted: boolean
  let mailbox: string
  const keys: GraphKeys = {
    granted: async () => granted,
    async key(_account, notThis) {
      if (notThis !== undefined) tokens.shift()
      const token = tokens[0]
      if (token === undefined) return { ok: false, shut: { kind: 'reauthorize', said: 'invalid_grant' } }
      return { ok: true, key: { token: new Secret(token), root: 'https://graph.microsoft.com/v1.0', mailbox } }
    },
  }
  before(async () => {
    ;[graph, sink] = await Promise.all([startGraph(), startSink()])
  })
  after(async () => {
    await graph?.close()
    await sink?.close()
  })
  beforeEach(async () => {
    graph.sent.length = 0
    graph.drafts.clear()
    Object.assign(graph.seen, { paths: [], most: 0 })
    graph.seen.tokens.clear()
    Object.assign(graph, { token: 'graph-token', senders: ['scan@contoso.example'], instead: () => undefined })
    sink.taken.length = 0
    sink.answer = () => undefined
    tokens = ['graph-token']
    granted = true
    mailbox = '/me'
    await begin('graph')
  })
  afterEach(() => t?.close())

  async function begin(sending: 'smtp' | 'graph'): Promise<void> {
    await t?.close()
    const connectTo = ['graph.microsoft.com', 'outlook.office.com'].map((host) => `${host}:443:127.0.0.1:${graph.port}`)
    const network = createNetwork({ cacert: `${graph.caPem}\n${sink.caPem}`, connectTo: [...connectTo, `${sink.host}::127.0.0.1:`] })
    t = await queueWorld(sink, { graph: keys, network }, { sending })
  }
  const over = (id: string) => t.until('over', () => /^(sent|failed)$/.test(t.mail(id).state))
  const bounced = () =>
    graph.sent
      .filter(({ mime }) => /^Auto-Submitted: auto-replied/m.test(mime))
      .map(({ mime }) =>
        mime.replaceAll(/base64\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/g, (_all, body: string) => Buffer.from(body, 'base64').toString()),
      )

  it('in order, one request each, as it was written; 202 is the only yes', async () => {
    const ids: string[] = []
    for (let i = 0; i < 5; i++)
      ids.push(idOf(await t.hand(letter(`g${i}`, 'anna@example.org', '..stuffed\r\n.\r\n'.slice(0, 11)), ['anna@example.org'])))
    for (const id of ids) await over(id)
    assert.deepEqual(
      graph.sent.map(({ mime }) => /^Subject: (.*)$/m.exec(mime)?.[1]),
      ['g0', 'g1', 'g2', 'g3', 'g4'],
    )
    assert.match(graph.sent[0]!.mime, /\r\n\r\n\.stuffed\r\n/)
    assert.equal(graph.seen.paths.length, 5)
    assert.ok(graph.seen.paths.every((path) => path === 'POST /v1.0/me/sendMail'))
    let turns = 0
    graph.instead = () => (turns++ === 0 ? { status: 200 } : undefined)
    const id = idOf(await t.hand(letter('200 is no 202'), ['anna@example.org']))
    await over(id)
    assert.deepEqual([turns, t.mail(id).state, t.mail(id).tries], [2, 'sent', 2])
  })

  it('a shared mailbox goes by its own path', async () => {
    mailbox = '/users/scan%40contoso.example'
    await over(idOf(await t.hand(letter('shared'), ['anna@example.org'])))
    assert.equal(graph.sent[0]!.mailbox, 'users/scan@contoso.example')
  })

  it('who gets it is who the device named: hidden ones as Bcc, others left out of To and Cc', async () => {
    const message =
      'From: "Scan, Hall" <scan@contoso.example>\r\nTo: "Doe, Jane" <Jane@Example.org>,\r\n Team: paul@example.org, x@elsewhere.example;\r\nCc: x@elsewhere.example\r\nSubject: who\r\n\r\nx\r\n'
    await over(idOf(await t.hand(message, ['jane@example.org', 'paul@example.org', 'hidden@example.org'])))
    const header = graph.sent[0]!.mime.split('\r\n\r\n')[0]!.replaceAll(/\r\n /g, ' ')
    assert.match(header, /^To: "Doe, Jane" <Jane@Example\.org>, paul@example\.org$/m)
    assert.doesNotMatch(header, /elsewhere|^Cc:/m)
    assert.match(header, /^Bcc: <hidden@example\.org>$/m)
  })

  it('twelve megabytes of scans: a draft with the text, uploads in pieces, then sent; every byte and name is there', async () => {
    const pdf = randomBytes(9_000_000)
    const small = randomBytes(1_000_000)
    const b64 = (bytes: Buffer) => bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n')
    const message = [
      'From: scan@contoso.example',
      'To: anna@example.org',
      'Subject: =?utf-8?Q?Num=C3=A9risation?=',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="a b"',
      '',
      'preamble',
      '--a b',
      'Content-Type: multipart/alternative; boundary=inner',
      '',
      '--inner',
      'Content-Type: text/plain; charset=windows-1252',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'D=E9j=E0 vu =80',
      '--inner',
      'Content-Type: text/html',
      '',
      '<img src="cid:logo@x">',
      '--inner--',
      '--a b',
      "Content-Type: application/pdf; name*=utf-8''Facture%20n%C2%B0%201.pdf",
      "Content-Disposition: attachment; filename*0*=utf-8''Facture%20; filename*1*=n%C2%B0%201.pdf",
      'Content-Transfer-Encoding: base64',
      '',
      b64(pdf),
      '--a b',
      'Content-Type: image/png; name="logo.png"',
      'Content-ID: <logo@x>',
      'Content-Disposition: inline; filename="logo.png"',
      'Content-Transfer-Encoding: base64',
      '',
      b64(small),
      '--a b--',
      '',
    ].join('\r\n')
    const id = idOf(await t.hand(message, ['anna@example.org']))
    await over(id)
    assert.equal(t.mail(id).state, 'sent')
    const [sent] = graph.sent
    assert.deepEqual(
      sent!.attachments.map(({ name, contentType }) => [name, contentType]),
      [['Facture n° 1.pdf', 'application/pdf']],
    )
    assert.ok(sent!.attachments[0]!.content.equals(pdf))
    assert.equal(graph.seen.paths.filter((path) => path.startsWith('PUT')).length, 3)
    assert.equal(graph.drafts.size, 0)
    // An independent reader of what stayed in the draft.
    const script = `import sys,email,email.policy,json
m=email.message_from_bytes(sys.stdin.buffer.read(),policy=email.policy.default)
print(json.dumps([[p.get_content_type(), p.get_filename(), len(p.get_content()), p.get_content() if p.get_content_maintype()=='text' else ''] for p in m.walk() if not p.is_multipart()]))`
    const python = run('python3', ['-c', script], { maxBuffer: 10_000_000 })
    python.child.stdin?.end(Buffer.from(sent!.mime, 'latin1'))
    const parts = JSON.parse((await python).stdout) as [string, string | null, number, string][]
    assert.deepEqual(
      parts.map(([type]) => type),
      ['text/plain', 'text/html', 'image/png'],
    )
    assert.equal(parts[0]![3].trim(), 'Déjà vu €')
    assert.deepEqual([parts[2]![1], parts[2]![2]], ['logo.png', 1_000_000])
  })

  it('a message that is nothing but the document; one that is signed or all text is refused in plain words', async () => {
    const tiff = randomBytes(4_000_000)
    const bare = `From: scan@contoso.example\r\nTo: anna@example.org\r\nSubject: bare\r\nContent-Type: image/tiff; name=page.tif\r\nContent-Transfer-Encoding: base64\r\n\r\n${tiff.toString('base64')}\r\n`
    await over(idOf(await t.hand(bare, ['anna@example.org'])))
    assert.deepEqual([graph.sent[0]!.attachments[0]!.name, graph.sent[0]!.attachments[0]!.content.equals(tiff)], ['page.tif', true])
    const text = idOf(await t.hand(letter('novel', 'anna@example.org', 'word '.repeat(700_000)), ['anna@example.org']))
    await over(text)
    assert.equal(t.mail(text).state, 'failed')
    await t.until('told', () => bounced().length === 1)
    assert.match(bounced()[0]!, /too large for Microsoft Graph in one piece, and it cannot be taken apart/)
  })

  it('an upload that breaks leaves no draft, sends nothing, and is tried again', async () => {
    const message = `From: scan@contoso.example\r\nTo: anna@example.org\r\nSubject: up\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${randomBytes(3_300_000).toString('base64')}\r\n`
    let cuts = 0
    graph.instead = (path) => (path.startsWith('/api/') && cuts++ === 0 ? 'cut' : undefined)
    const id = idOf(await t.hand(message, ['anna@example.org']))
    await over(id)
    assert.deepEqual([t.mail(id).state, graph.sent.length, graph.drafts.size, t.mail(id).unsure], ['sent', 1, 0, 0])
  })

  it('429 with Retry-After: the whole account waits exactly that long, whatever the header’s case', async () => {
    graph.instead = () => ({ status: 429, code: 'ApplicationThrottled', headers: { 'RETRY-AFTER': '77' } })
    const id = idOf(await t.hand(letter('slow'), ['anna@example.org']))
    await t.until('paused', () => pauseOf(t.db, t.account.id) !== null)
    const pause = pauseOf(t.db, t.account.id)!
    assert.deepEqual([pause.kind, Math.round((pause.until - pause.since) / 1000), t.mail(id).tries], ['throttled', 77, 0])
  })

  it('ErrorSendAsDenied, unknown recipients: the owner is told what to do; a missing permission and a missing mailbox let the mail wait', async () => {
    const denied = idOf(await t.hand(letter('other').replace('scan@', 'boss@'), ['anna@example.org']))
    await over(denied)
    await t.until('told', () => bounced().length === 1)
    assert.match(bounced()[0]!, /does not let this mailbox send under that sender’s address/)
    assert.match(bounced()[0]!, /403 ErrorSendAsDenied/)
    for (const [status, code, kind] of [
      [403, 'ErrorAccessDenied', 'graph-permission'],
      [404, 'MailboxNotEnabledForRESTAPI', 'not-connected'],
      [503, 'serviceNotAvailable', 'unavailable'],
      [429, 'ErrorExceededMessageLimit', 'throttled'],
    ] as const) {
      graph.instead = () => ({ status, code, headers: { 'Retry-After': '0' } })
      const id = idOf(await t.hand(letter(code), ['anna@example.org']))
      await t.until(code, () => pauseOf(t.db, t.account.id)?.kind === kind)
      graph.instead = () => undefined
      await over(id)
      assert.deepEqual([t.mail(id).state, t.mail(id).tries], ['sent', 1])
    }
  })

  it('a token that died: a new one once, then the owner must sign in again', async () => {
    tokens = ['dead', 'graph-token']
    await over(idOf(await t.hand(letter('refreshed'), ['anna@example.org'])))
    assert.deepEqual([...graph.seen.tokens], ['dead', 'graph-token'])
    tokens = ['dead']
    await t.hand(letter('waits'), ['anna@example.org'])
    await t.until('paused', () => pauseOf(t.db, t.account.id)?.kind === 'reauthorize')
  })

  it('the line breaks behind the request: nobody can know, so it is sent again as the same message and said', async () => {
    let cuts = 0
    graph.instead = (path) => (path.endsWith('sendMail') && cuts++ === 0 ? 'cut' : undefined)
    const id = idOf(await t.hand(letter('cut'), ['anna@example.org']))
    await over(id)
    assert.deepEqual([t.mail(id).state, t.mail(id).unsure], ['sent', 1])
  })

  it('SMTP AUTH is off in the tenant: by itself where Mail.Send was granted, else the mail waits', async () => {
    await begin('smtp')
    sink.answer = (line) =>
      /^(AUTH XOAUTH2 )?[A-Za-z0-9+/=]{20,}$/.test(line)
        ? '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.'
        : undefined
    granted = false
    const id = idOf(await t.hand(letter('fallback'), ['anna@example.org']))
    await t.until('paused', () => pauseOf(t.db, t.account.id)?.kind === 'smtp-off')
    granted = true
    await over(id)
    assert.equal(graph.sent.length, 1)
    assert.ok(t.events.some((event) => event.kind === 'mail-sent' && event.way === 'graph'))
  })
})
