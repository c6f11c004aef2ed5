// The bridge's own authority, judged by OpenSSL and Node: what it signs is right, and what it may not sign is refused.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { connect, createServer } from 'node:tls'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { endOf, type Identity, isDue, issueServer, makeAuthority } from '../../src/bridge/authority/authority.ts'
import { writeCertificate } from '../../src/bridge/authority/certificate.ts'
import { addressBytes, namesOf } from '../../src/bridge/authority/names.ts'
import { bringUpToDate, madeAnew, type UpToDate } from '../../src/bridge/authority/upkeep.ts'
import type { BridgeEvent, Listener } from '../../src/bridge/shapes.ts'
import { openBridgeTls, trustedAuthority } from '../../src/uses/bridge/authority.ts'
import { memoryVault } from '../../src/vault/memory.ts'

const run = promisify(execFile)
const DAY = 86_400_000
const NOW = new Date()
const later = (days: number) => new Date(NOW.getTime() + days * DAY)
const NAMES = namesOf(['192.0.2.7', 'fd00::7'], { hostname: 'Maison.example.net', addresses: [] })
const DOOR: Listener = { protocol: 'imap', address: '127.0.0.1', port: 0, security: 'tls', oldTls: false }

describe('the authority of the bridge', () => {
  const authority = makeAuthority('maison', NAMES, NOW)
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-authority-'))
    writeFileSync(join(folder, 'ca.pem'), authority.certificate)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** What `openssl verify` says of a server's certificate. */
  async function verified(server: Identity, ...more: string[]): Promise<string> {
    writeFileSync(join(folder, 'server.pem'), server.certificate)
    const args = ['verify', '-x509_strict', '-purpose', 'sslserver', ...more, '-CAfile', 'ca.pem', 'server.pem']
    return run('openssl', args, { cwd: folder }).then(
      ({ stdout }) => stdout,
      (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
    )
  }

  it('is what it should be, word for word', async () => {
    const { stdout } = await run('openssl', ['x509', '-in', join(folder, 'ca.pem'), '-noout', '-text'])
    assert.match(stdout, /Basic Constraints: critical\s+CA:TRUE, pathlen:0\n/)
    assert.match(stdout, /Key Usage: critical\s+Certificate Sign, CRL Sign\n/)
    assert.match(stdout, /Extended Key Usage:\s+TLS Web Server Authentication\n/)
    const constraints = /Name Constraints: critical\s+Permitted:\s+([\s\S]+?)\n {4}Sig/.exec(stdout)?.[1]?.split(/\s*\n\s*/)
    assert.deepEqual(constraints, [
      'DNS:localhost',
      'DNS:maison.example.net',
      'DNS:maison',
      'DNS:maison.local',
      'IP:127.0.0.0/255.0.0.0',
      'IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF',
      'IP:192.0.2.7/255.255.255.255',
      'IP:FD00:0:0:0:0:0:0:7/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF',
    ])
    assert.match(stdout, /NIST CURVE: P-256/)
  })

  it('signs for the names of this machine, for 397 days at most', async () => {
    const server = issueServer(authority, NAMES, NOW)
    for (const name of ['localhost', 'maison', 'maison.example.net', 'maison.local'])
      assert.match(await verified(server, '-verify_hostname', name), /: OK/)
    for (const address of ['127.0.0.1', '::1', '192.0.2.7', 'fd00::7']) assert.match(await verified(server, '-verify_ip', address), /: OK/)
    assert.match(await verified(server, '-verify_hostname', 'imap.gmail.com'), /hostname mismatch/i)
    const read = new X509Certificate(server.certificate)
    assert.ok(Date.parse(read.validTo) - Date.parse(read.validFrom) < 397 * DAY)
    assert.ok(read.checkPrivateKey(createPrivateKey(server.key.reveal())))
    assert.match(await verified(issueServer(authority, NAMES, NOW, 'rsa')), /: OK/)
  })

  it('nothing for another name passes, though it were signed with the authority’s key: OpenSSL and Node refuse', async () => {
    const forged = (dns: readonly string[], addresses: readonly string[]) => issueServer(authority, { dns, addresses }, NOW)
    for (const [dns, addresses] of [
      [['imap.gmail.com'], []],
      [['localhost', 'imap.gmail.com'], []],
      [['localhost.example'], []],
      [[], ['192.0.2.8']],
      [[], ['8.8.8.8']],
      [[], ['2001:db8::1']],
    ] as const)
      assert.match(await verified(forged(dns, addresses)), /permitted subtree violation/, `${dns} ${addresses}`)
    assert.match(await verified(forged(['printer.localhost'], ['127.9.9.9'])), /: OK/)
    assert.equal(await nodeSays(forged(['imap.gmail.com'], []), 'imap.gmail.com'), 'permitted subtree violation')
    assert.equal(await nodeSays(issueServer(authority, NAMES, NOW), 'localhost'), 'ok')
  })

  it('an authority below it is refused', async () => {
    const below = makeAuthority('below', NAMES, NOW)
    const privateKey = createPrivateKey(authority.key.reveal())
    const signed = writeCertificate({
      subject: below.title,
      publicKey: createPublicKey(createPrivateKey(below.key.reveal())),
      issuer: { name: authority.title, privateKey, publicKey: createPublicKey(privateKey) },
      notBefore: later(-1),
      notAfter: later(90),
      names: NAMES,
      authority: true,
    })
    writeFileSync(join(folder, 'below.pem'), signed)
    assert.match(await verified(issueServer(below, NAMES, NOW), '-untrusted', 'below.pem'), /path length constraint exceeded/)
  })

  function nodeSays(server: Identity, servername: string): Promise<string> {
    return new Promise((resolve) => {
      const listening = createServer({ cert: server.certificate, key: server.key.reveal() }, (socket) => socket.end())
      listening.on('tlsClientError', () => {})
      listening.listen(0, '127.0.0.1', () => {
        const { port } = listening.address() as { port: number }
        const client = connect({ host: '127.0.0.1', port, servername, ca: authority.certificate })
        const done = (said: string) => {
          client.destroy()
          listening.close(() => resolve(said))
        }
        client.once('secureConnect', () => done('ok'))
        client.once('error', (error) => done(error.message))
      })
    })
  }
})

describe('names', () => {
  it('a listener on all addresses stands for the machine’s own; nonsense is left out', () => {
    const machine = { hostname: 'LAPTOP', addresses: ['192.0.2.3', 'fe80::1%eth0'] }
    assert.deepEqual(namesOf(['0.0.0.0', '[::1]', 'scan.lan.', 'no good', '2001:DB8:0::1'], machine), {
      dns: ['localhost', 'laptop', 'laptop.local', 'scan.lan'],
      addresses: ['127.0.0.1', '::1', '192.0.2.3', 'fe80::1', '2001:db8::1'],
    })
  })

  it('every address becomes the bytes that OpenSSL reads back', () => {
    const authority = makeAuthority('m', namesOf([], { hostname: 'm', addresses: [] }), NOW)
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const { addresses } = namesOf([address], { hostname: 'm', addresses: [] })
        const one = addresses.at(-1) as string
        assert.equal(addressBytes(one).length, one.includes(':') ? 16 : 4)
        const read = new X509Certificate(issueServer(authority, { dns: [], addresses: [one] }, NOW).certificate)
        assert.equal(read.checkIP(one), one)
      }),
      { numRuns: 60 },
    )
  })
})

describe('upkeep', () => {
  const wanted = { machine: 'm', names: NAMES, rsa: false }
  const next = (before: UpToDate, days: number, more = {}) => bringUpToDate(before, { ...wanted, ...more }, later(days))

  it('renews the server’s certificate 30 days before its end, and the authority never before its own', () => {
    const first = bringUpToDate(null, wanted, NOW)
    assert.ok(first.changed)
    assert.equal(next(first, 365).changed, false)
    const renewed = next(first, 367)
    assert.ok(renewed.changed)
    assert.equal(renewed.authority, first.authority)
    assert.equal(isDue(renewed.servers[0]!.certificate, later(367)), false)
    assert.notEqual(next(first, 3_630).authority, first.authority)
    const late = issueServer(first.authority, NAMES, later(3_500))
    assert.ok(endOf(late.certificate) <= endOf(first.authority.certificate))
  })

  it('a new name that the authority may not speak for is left out and told; one below its own is taken', () => {
    const first = { ...bringUpToDate(null, wanted, NOW), shown: true }
    const moved = next(first, 0, { names: namesOf(['198.51.100.4', 'scan.maison.local'], { hostname: 'maison', addresses: [] }) })
    assert.deepEqual(moved.leftOut, { dns: [], addresses: ['198.51.100.4'] })
    assert.ok(moved.servers[0]!.names.dns.includes('scan.maison.local'))
    assert.ok(moved.servers[0]!.names.addresses.includes('192.0.2.7'), 'names of another bridge stay')
    assert.equal(next(moved, 1).changed, false)
    assert.ok(madeAnew(moved, wanted, NOW).authority.names.addresses.includes('198.51.100.4'), 'the next one is made for it too')
  })

  it('as long as nobody can have trusted it, an authority that falls short is made anew', () => {
    const first = bringUpToDate(null, wanted, NOW)
    const moved = next(first, 0, { names: namesOf(['198.51.100.4'], { hostname: 'maison', addresses: [] }) })
    assert.equal(moved.leftOut, null)
    assert.notEqual(moved.authority.certificate, first.authority.certificate)
    assert.ok(moved.servers[0]!.names.addresses.includes('198.51.100.4'))
    assert.equal(next(moved, 0).changed, false)
  })

  it('the vault keeps it: the same authority for each start, a renewal by another process is shown too', async () => {
    const vault = memoryVault()
    const events: BridgeEvent[] = []
    const open = (days: number) =>
      openBridgeTls(
        vault,
        [DOOR],
        (event) => events.push(event),
        () => later(days),
      )
    const [one, two] = await Promise.all([open(0), open(0)])
    const shows = ({ tls }: typeof one) => String(tls.options(false).cert)
    assert.equal(shows(one), shows(two))
    const entries = await vault.list()
    assert.deepEqual(
      entries.map(({ sort }) => sort),
      ['key', 'key'],
    )
    let changed = 0
    one.tls.onChange(() => {
      changed += 1
    })
    await one.look()
    assert.equal(changed, 0)
    const old = shows(one)
    const three = await open(380)
    await one.look()
    assert.equal(changed, 1)
    assert.notEqual(shows(one), old)
    assert.equal(shows(one), shows(three))
    const trusted = await trustedAuthority(vault, [])
    const far = { ...DOOR, address: '198.51.100.4' }
    const four = await openBridgeTls(
      vault,
      [far],
      (event) => events.push(event),
      () => later(380),
    )
    assert.deepEqual(events.at(-1), { kind: 'names-left-out', names: ['198.51.100.4'] })
    assert.equal((await trustedAuthority(vault, [])).fingerprint, trusted.fingerprint)
    four.close()
    assert.ok(new X509Certificate(shows(one)).verify(new X509Certificate(trusted.pem).publicKey))
    assert.equal(trusted.fingerprint, new X509Certificate(trusted.pem).fingerprint256)
    const another = await trustedAuthority(vault, [], true)
    assert.notEqual(another.fingerprint, trusted.fingerprint)
    assert.ok(another.names.includes('198.51.100.4'))
    for (const each of [one, two, three]) each.close()
    assert.doesNotMatch(JSON.stringify([events, trusted]), /PRIVATE KEY/)
    assert.ok(events.some(({ kind }) => kind === 'certificate'))
  })
})
