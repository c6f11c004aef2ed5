import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { SesameError } from '../../src/model/errors.ts'
import { parseConnectTo, redirectTo } from '../../src/net/connect-to.ts'
import { createNetwork } from '../../src/net/create.ts'
import { parseHostPort } from '../../src/net/host.ts'
import { readNetworkOptions } from '../../src/net/options.ts'
import { parseProxy } from '../../src/net/proxy.ts'
import { createAuthority } from './pki.ts'

const folder = mkdtempSync(join(tmpdir(), 'sesame-options-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: unknown) => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return join(folder, name)
}
const wrong = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    assert.ok(error instanceof SesameError)
    assert.equal(error.code, 'network-config-invalid')
    return String(error.args.why)
  }
  throw new assert.AssertionError({ message: 'nothing was thrown' })
}

const to = (rules: string[], host: string, port: number) => {
  const at = redirectTo(
    rules.map((rule) => parseConnectTo(rule)!),
    host,
    port,
  )
  return `${at.host} ${at.port}`
}

test('connect-to: as curl: empty on the left matches any, empty on the right keeps', () => {
  assert.equal(to(['imap.mail.me.com:993:127.0.0.1:2993'], 'IMAP.mail.me.com', 993), '127.0.0.1 2993')
  assert.equal(to(['imap.mail.me.com:993:127.0.0.1:2993'], 'imap.mail.me.com', 143), 'imap.mail.me.com 143')
  assert.equal(to(['::127.0.0.1:2000'], 'any.example', 25), '127.0.0.1 2000')
  assert.equal(to([':993:127.0.0.1:'], 'any.example', 993), '127.0.0.1 993')
  assert.equal(to(['a.example:::10'], 'a.example', 993), 'a.example 10')
  assert.equal(to(['a.example::[2001:db8::1]:1993'], 'a.example', 993), '2001:db8::1 1993')
  assert.equal(to(['[::1]:993:b.example:1'], '::1', 993), 'b.example 1')
  assert.equal(to(['münchen.example::127.0.0.1:1'], 'xn--mnchen-3ya.example', 5), '127.0.0.1 1')
})

test('connect-to: the first rule that matches decides; one that says nothing lets the next speak', () => {
  assert.equal(to(['a.example:1:x:2', 'a.example::y:3'], 'a.example', 1), 'x 2')
  assert.equal(to(['a.example:1:x:2', 'a.example::y:3'], 'a.example', 9), 'y 3')
  assert.equal(to(['a.example:::', 'a.example::y:3'], 'a.example', 9), 'y 3')
})

test('connect-to: what is no rule is refused', () => {
  for (const text of ['', 'a', 'a:1', 'a:1:b', '2001:db8::1:993:b:1', 'a:1:b:2:c', 'a:99999:b:1', 'a:x:b:1']) {
    assert.equal(parseConnectTo(text), null, text)
  }
})

test('host and port: any name or address comes back, nothing else does', () => {
  const port = fc.integer({ min: 1, max: 65535 })
  fc.assert(
    fc.property(fc.domain(), port, (host, p) => assert.deepEqual(parseHostPort(`${host}:${p}`), { host: host.toLowerCase(), port: p })),
  )
  fc.assert(fc.property(fc.ipV6(), port, (host, p) => assert.deepEqual(parseHostPort(`[${host}]:${p}`), { host, port: p })))
  for (const text of ['', ':1', 'a:', 'a:0', 'a:65536', '::1:53', 'a b:1']) assert.equal(parseHostPort(text), null, text)
})

test('the file and the flags: flags win, their rules come first, paths count from the file', () => {
  const ca = createAuthority()
  file('ca.pem', ca.cert)
  const env = { SESAME_NETWORK: file('net.json', { dns: '127.0.0.1:5300', connectTo: ['a:1:b:2'], cacert: 'ca.pem', now: '2026-11-21' }) }
  assert.deepEqual(readNetworkOptions(env), {
    dns: '127.0.0.1:5300',
    connectTo: ['a:1:b:2'],
    cacert: join(folder, 'ca.pem'),
    now: '2026-11-21',
  })
  const both = readNetworkOptions(env, { now: '2024-09-17', connectTo: ['a:1:c:3'], dns: undefined })
  assert.deepEqual(both, {
    dns: '127.0.0.1:5300',
    connectTo: ['a:1:c:3', 'a:1:b:2'],
    cacert: join(folder, 'ca.pem'),
    now: '2024-09-17',
  })
  assert.deepEqual(readNetworkOptions({}), {})
})

test('what makes no sense is refused with its reason', () => {
  const of = (content: unknown) => wrong(() => readNetworkOptions({ SESAME_NETWORK: file('bad.json', content) }))
  assert.match(of('{'), /not JSON/)
  assert.match(of([]), /not a JSON object/)
  assert.match(of({ dsn: 'x' }), /dsn is not one of/)
  assert.match(of({ connectTo: 'a:1:b:2' }), /list of texts/)
  assert.match(of({ now: 5 }), /must be a text/)
  assert.match(
    wrong(() => readNetworkOptions({ SESAME_NETWORK: join(folder, 'nothing') })),
    /ENOENT/,
  )
  assert.match(
    wrong(() => createNetwork({ dns: 'resolver.example:53' })),
    /ADDRESS:PORT/,
  )
  assert.match(
    wrong(() => createNetwork({ now: 'tomorrow' })),
    /not a date/,
  )
  assert.match(
    wrong(() => createNetwork({ connectTo: ['a:b'] })),
    /HOST1:PORT1/,
  )
  assert.match(
    wrong(() => createNetwork({ cacert: join(folder, 'bad.json') })),
    /no PEM/,
  )
  assert.match(
    wrong(() => createNetwork({ cacert: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' })),
    /no PEM/,
  )
})

test('a proxy that cannot be used is refused without repeating its password', () => {
  const why = wrong(() => createNetwork({ proxy: 'ftp://user:s3cr3t@host:1' }))
  assert.ok(!why.includes('s3cr3t'))
  assert.deepEqual(parseProxy('socks5h://u%40x:p%3A@proxy.example'), {
    kind: 'socks5',
    host: 'proxy.example',
    port: 1080,
    remoteNames: true,
    user: 'u@x',
    password: 'p:',
  })
  assert.deepEqual(parseProxy('http://[::1]:3128'), { kind: 'http', host: '::1', port: 3128, remoteNames: true })
})

test('today is the date given, or the real one', () => {
  assert.equal(createNetwork({ now: '2024-09-16T12:00:00Z' }).today(), '2024-09-16')
  assert.match(createNetwork().today(), /^\d{4}-\d{2}-\d{2}$/)
})
