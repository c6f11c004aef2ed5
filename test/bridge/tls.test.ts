// TLS at the bridge's doors: STARTTLS and implicit, for real clients; nothing said in clear is ever believed, and old TLS is for whoever may, loudly.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { promisify } from 'node:util'
import { issueServer, makeAuthority } from '../../src/bridge/authority/authority.ts'
import { namesOf } from '../../src/bridge/authority/names.ts'
import { serverTls } from '../../src/bridge/authority/server-tls.ts'
import type { Listener } from '../../src/bridge/shapes.ts'
import { PROTOCOLS, type Protocol } from '../../src/model/protocol.ts'
import { startRelay } from './relay.ts'
import { type BridgeWorld, bridgeWorld } from './world.ts'

const run = promisify(execFile)
const DOORS: readonly Listener[] = PROTOCOLS.flatMap((protocol) =>
  (['starttls', 'tls'] as const).map((security) => ({ protocol, address: '127.0.0.1', port: 0, security, oldTls: false })),
)
/** Of all addresses, so that somebody may come from elsewhere. */
const OPEN: Listener = { protocol: 'imap', address: '0.0.0.0', port: 0, security: 'starttls', oldTls: false }
const OLD: readonly Listener[] = (['starttls', 'tls'] as const).map((security) => ({
  protocol: 'smtp',
  address: '127.0.0.2',
  port: 0,
  security,
  oldTls: true,
}))
const GREETING: Readonly<Record<Protocol, RegExp>> = { imap: /^\* OK/, pop3: /^\+OK/, smtp: /^220 / }
const BEGIN: Readonly<Record<Protocol, string>> = { imap: 'a STARTTLS\r\n', pop3: 'STLS\r\n', smtp: 'STARTTLS\r\n' }

describe('TLS at the doors of the bridge', () => {
  const authority = makeAuthority('test', namesOf([], { hostname: 'test', addresses: [] }), new Date())
  const identities = () => (['ec', 'rsa'] as const).map((sort) => issueServer(authority, authority.names, new Date(), sort))
  const shown = serverTls(identities())
  let t: BridgeWorld
  let relay: { stop(): Promise<void> }
  let folder = ''
  let ca = ''
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-tls-'))
    ca = join(folder, 'ca.pem')
    writeFileSync(ca, authority.certificate)
    t = await bridgeWorld([...DOORS, OPEN, ...OLD], false, shown)
    relay = await startRelay(t.dovecot, t.account.id)
  })
  after(async () => {
    await t?.stop()
    await relay?.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(() => {
    t.change({})
    t.events.length = 0
  })
  const portOf = ({ protocol, address, security }: Listener) =>
    t.bridge.doors.find(({ listener: l }) => l.protocol === protocol && l.address === address && l.security === security)!.port
  const port = (protocol: Protocol, security: Listener['security']) => String(portOf({ ...OPEN, protocol, security, address: '127.0.0.1' }))

  it('Python comes in by all six', async () => {
    const script = `import imaplib,poplib,smtplib,ssl,sys
user,password,ca,i1,i2,p1,p2,s1,s2=sys.argv[1:]
c=ssl.create_default_context(cafile=ca)
def imap(m):
  m.login(user,password); m.select(); print('imap',m.logout()[0])
def pop(p):
  p.user(user); p.pass_(password); p.stat(); p.quit(); print('pop3')
def smtp(s):
  s.login(user,password); s.sendmail(user,[user],b'Subject: over TLS\\r\\n\\r\\nhello\\r\\n'); s.quit(); print('smtp')
m=imaplib.IMAP4('localhost',int(i1)); assert 'LOGINDISABLED' not in m.capabilities; m.starttls(c); imap(m)
imap(imaplib.IMAP4_SSL('localhost',int(i2),ssl_context=c))
p=poplib.POP3('localhost',int(p1)); p.stls(c); pop(p)
pop(poplib.POP3_SSL('localhost',int(p2),context=c))
s=smtplib.SMTP('localhost',int(s1)); s.starttls(context=c); smtp(s)
smtp(smtplib.SMTP_SSL('localhost',int(s2),context=c))`
    const ports = PROTOCOLS.flatMap((protocol) => [port(protocol, 'starttls'), port(protocol, 'tls')])
    const { stdout } = await run('python3', ['-c', script, t.account.id, t.password, ca, ...ports])
    assert.deepEqual(stdout.trim().split('\n'), ['imap BYE', 'imap BYE', 'pop3', 'pop3', 'smtp', 'smtp'])
    assert.doesNotMatch(t.dovecot.log(), /method=(PLAIN|LOGIN)/)
  })

  it('curl comes in by all six, and does not without the authority', async () => {
    const curl = (url: string, ...args: string[]) =>
      run('curl', ['-sS', '--max-time', '20', '--user', `${t.account.id}:${t.password}`, ...args, url]).then(
        ({ stdout }) => stdout,
        (error: { stderr: string }) => error.stderr,
      )
    const message = join(folder, 'message')
    writeFileSync(message, 'Subject: by curl\r\n\r\nhello\r\n')
    for (const security of ['starttls', 'tls'] as const) {
      const url = (protocol: Protocol) => `${protocol}${security === 'tls' ? 's' : ''}://localhost:${port(protocol, security)}/`
      const trusting = ['--cacert', ca, '--ssl-reqd']
      assert.match(await curl(url('imap'), ...trusting, '-X', 'STATUS INBOX (MESSAGES)'), /STATUS INBOX \(MESSAGES \d+\)/)
      assert.match(await curl(url('pop3'), ...trusting), /^\d+ \d+/)
      const sent = ['--mail-from', t.account.id, '--mail-rcpt', t.account.id, '-T', message]
      assert.equal(await curl(url('smtp'), ...trusting, ...sent), '')
      assert.match(await curl(url('imap'), '--ssl-reqd'), /certificate/i)
    }
  })

  it('openssl and swaks find nothing wrong with it', async () => {
    for (const protocol of PROTOCOLS)
      for (const security of ['starttls', 'tls'] as const) {
        const start = security === 'starttls' ? ['-starttls', protocol] : []
        const said = await sClient([
          '-connect',
          `127.0.0.1:${port(protocol, security)}`,
          ...start,
          '-verify_ip',
          '127.0.0.1',
          '-verify_return_error',
        ])
        assert.match(said, /Verification: OK[\s\S]*TLSv1\.3/, `${protocol} ${security}`)
      }
    for (const [security, how] of [
      ['starttls', ['--tls']],
      ['tls', ['--tls-on-connect']],
    ] as const) {
      const auth = ['--auth-user', t.account.id, '--auth-password', t.password, '--to', t.account.id, '--from', t.account.id]
      const { stdout } = await run('swaks', ['--server', '127.0.0.1', '--port', port('smtp', security), ...how, ...auth])
      assert.match(stdout, /<~ +235/)
    }
  })

  it('what was said in clear behind STARTTLS is thrown away, and its sender too', async () => {
    for (const protocol of PROTOCOLS) {
      const at = Number(port(protocol, 'starttls'))
      for (const parts of [[`${BEGIN[protocol]}NOOP\r\nb NOOP\r\n`], [BEGIN[protocol], 'NOOP\r\nb NOOP\r\n']]) {
        const heard = await talk(at, parts, GREETING[protocol])
        // The greeting, our agreement, and nothing that answers.
        assert.doesNotMatch(heard.split('\r\n').slice(2).join(), /OK|250|BAD|ERR/, heard)
      }
    }
    assert.ok(t.events.every(({ kind }) => kind !== 'denied' && kind !== 'admitted'))
  })

  it('who never finishes a handshake is sent away', async () => {
    const start = performance.now()
    const silent = await Promise.all([
      talk(Number(port('imap', 'tls')), [], GREETING.imap),
      talk(Number(port('smtp', 'starttls')), [BEGIN.smtp], GREETING.smtp),
    ])
    assert.deepEqual([silent[0], /220 2\.0\.0/.test(silent[1])], ['', true])
    assert.ok(performance.now() - start > 2_900)
  })

  it('garbage instead of a handshake ends that connection, and no other', async () => {
    for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\x16\x03\x01\xff\xff'.padEnd(70_000, 'x'), '\0'.repeat(5_000)])
      for (const security of ['starttls', 'tls'] as const) {
        const lines = security === 'starttls' ? [BEGIN.imap, bytes] : [bytes]
        const heard = await talk(Number(port('imap', security)), lines, security === 'tls' ? null : GREETING.imap)
        assert.doesNotMatch(heard.split('\r\n').slice(2).join(), /OK|BAD/)
      }
    assert.match(await sClient(['-connect', `127.0.0.1:${port('imap', 'tls')}`]), /\* OK/)
  })

  it('from beyond this computer no password is heard before TLS', async (context) => {
    const own = Object.values(networkInterfaces())
      .flat()
      .find((card) => card?.family === 'IPv4' && !card.internal)?.address
    if (own === undefined) return context.skip('this computer has no address but loopback')
    t.change({ networks: ['0.0.0.0/0'] })
    const lines = [`a LOGIN ${t.account.id} ${t.password}\r\n`, 'b AUTHENTICATE PLAIN\r\n', 'c LOGOUT\r\n']
    const heard = await talk(portOf(OPEN), lines, /^\* OK/, own)
    assert.match(heard, /^\* OK \[CAPABILITY [^\]]*STARTTLS LOGINDISABLED\]/)
    assert.match(heard, /a NO \[PRIVACYREQUIRED\][\s\S]*b NO \[PRIVACYREQUIRED\]/)
    assert.deepEqual(t.events, [])
  })

  it('a renewed certificate is shown from the next connection on; who is in stays in', async () => {
    const serial = (security: 'starttls' | 'tls') => {
      const start = security === 'starttls' ? ['-starttls', 'imap'] : []
      return sClient(['-connect', `127.0.0.1:${port('imap', security)}`, ...start]).then((said) => /-----BEGIN[\s\S]+?END/.exec(said)?.[0])
    }
    const before = await Promise.all([serial('starttls'), serial('tls')])
    assert.equal(before[0], before[1])
    const inside = connectTls({ host: '127.0.0.1', port: Number(port('imap', 'tls')), servername: 'localhost', ca: authority.certificate })
    let heard = ''
    inside.on('data', (chunk) => {
      heard += chunk
    })
    await new Promise((resolve) => inside.once('data', resolve))
    shown.show(identities())
    const next = await Promise.all([serial('starttls'), serial('tls')])
    assert.notEqual(next[0], before[0])
    assert.equal(next[1], next[0])
    inside.write('a NOOP\r\nb LOGOUT\r\n')
    await new Promise((resolve) => inside.once('close', resolve))
    assert.match(heard, /a OK[\s\S]*b OK/)
  })

  it('old TLS: refused where nobody asked for it, for whoever may elsewhere, and loudly', async () => {
    const old = ['-tls1', '-cipher', 'DEFAULT@SECLEVEL=0']
    assert.match(await sClient(['-connect', `127.0.0.1:${port('smtp', 'tls')}`, ...old]), /alert|no protocols|Cipher is \(NONE\)/)
    for (const door of OLD) {
      const start = door.security === 'starttls' ? ['-starttls', 'smtp'] : []
      const at = ['-connect', `127.0.0.2:${portOf(door)}`, ...start, ...old]
      const plain = Buffer.from(`\0${t.account.id}\0${t.password}`).toString('base64')
      const lines = ['EHLO printer\r\n', `AUTH PLAIN ${plain}\r\n`, 'QUIT\r\n']
      t.change({ oldTls: false })
      assert.match(await sClient(at, lines), /535 5\.7\.8/)
      assert.deepEqual(
        t.events.map((event) => event.kind === 'denied' && event.why),
        ['old-tls'],
      )
      t.change({ oldTls: true })
      t.events.length = 0
      const said = await sClient(at, lines)
      assert.match(said, /Protocol +: TLSv1\n/)
      assert.match(said, /235 2\.7\.0/)
      const warned = t.events.find(({ kind }) => kind === 'old-tls')
      assert.deepEqual(warned, { kind: 'old-tls', device: 'printer', protocol: 'smtp', from: '127.0.0.1', version: 'TLSv1' })
      // A device that knows elliptic curves no better gets the RSA certificate.
      assert.match(
        await sClient(at.map((word) => (word === 'DEFAULT@SECLEVEL=0' ? 'AES128-SHA:@SECLEVEL=0' : word))),
        /Cipher is AES128-SHA/,
      )
      t.events.length = 0
    }
    // And upstream nobody heard of it.
    assert.doesNotMatch(t.dovecot.log(), /TLSv1 |TLSv1\.1/)
  })

  /** What s_client prints; the lines are said one after an answer. */
  function sClient(args: readonly string[], lines: readonly string[] = []): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn('openssl', ['s_client', '-CAfile', ca, '-crlf', '-ign_eof', ...args])
      const rest = [...lines]
      let said = ''
      const hear = (chunk: Buffer) => {
        said += chunk
        if (lines.length === 0) child.stdin.end('QUIT\nz LOGOUT\n')
        else if (/(^|\n)\d{3} [^\n]*\r?\n$|Verify return code/.test(said)) {
          const next = rest.shift()
          if (next !== undefined) child.stdin.write(next.replace('\r', ''))
        }
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.stdin.on('error', () => {})
      child.once('error', reject)
      child.once('close', () => resolve(said))
      const timer = setTimeout(() => child.kill(), 120_000)
      child.once('close', () => clearTimeout(timer))
    })
  }
})

/** Says a line after each answer, the first after the greeting, or at once where none comes; what was heard until the other side closed. */
function talk(port: number, lines: readonly string[], greeting: RegExp | null, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host)
    const rest = [...lines]
    let heard = ''
    socket.setTimeout(20_000, () => reject(new Error(`silence after ${heard}`)))
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      const next = greeting?.test(heard) ? rest.shift() : undefined
      if (next !== undefined) socket.write(Buffer.from(next, 'latin1'))
    })
    socket.on('error', () => {})
    if (greeting === null) socket.write(Buffer.from(rest.join(''), 'latin1'))
    socket.on('close', () => resolve(heard))
  })
}
