// Drift on the lab: a world like our files is silent, and each contradiction that is planted is named with its place. No secret is ever sent.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { compileLab, readFolder } from '../../src/lab/compile.ts'
import { startLab } from '../../src/lab/lab.ts'
import type { Provider } from '../../src/model/knowledge.ts'
import { createNetwork } from '../../src/net/create.ts'
import { offersOf } from '../../src/uses/drift/offers.ts'
import { type Drift, type DriftRequest, liveDrift, printDrift, tableDrift } from '../../src/uses/drift.ts'
import { REPOSITORY } from '../knowledge/repository.ts'

type Change = readonly [from: string | RegExp, to: string]

/** Looks at one provider of a lab whose file was changed. */
async function look(file: string, provider: string, changes: readonly Change[] = [], more: DriftRequest & { knowledge?: Knowledge } = {}) {
  const files = readFolder(join(REPOSITORY, 'lab/providers')).map((one) => {
    if (!one.file.endsWith(`/${file}.yaml`)) return one
    let { text } = one
    for (const [from, to] of changes) {
      const changed = text.replace(from, () => to)
      assert.notEqual(changed, text, `${from}`)
      text = changed
    }
    return { ...one, text }
  })
  const { data, problems } = compileLab(files)
  assert.deepEqual(problems, [])
  const lab = await startLab({ data, providers: [file] })
  try {
    const names = new Set(data.providers.flatMap((p) => [...p.servers.map((s) => s.host), ...p.domains.map((d) => d.name)]))
    const drifts: Drift[] = []
    const { knowledge = loadKnowledge(), ...request } = more
    const run = liveDrift(createNetwork(lab.network), knowledge, {
      providers: [provider],
      pauseMs: 0,
      timeoutMs: 3_000,
      holds: (name) => names.has(name),
      ...request,
    })
    for await (const one of run) drifts.push(...one.drifts)
    const seen = (knowledge.providers.find((p) => p.id === provider)?.servers ?? []).map((s) => lab.seen(s.host))
    return { drifts, seen }
  } finally {
    await lab.stop()
  }
}

const told = (drifts: readonly Drift[]) => drifts.map(({ kind, about, path, sure }) => `${kind} ${about} ${path}${sure ? '' : ' ?'}`)

test('a world like our files is silent, and no sign-in is made', async () => {
  for (const [file, provider] of [
    ['icloud', 'icloud'],
    ['gmail', 'gmail'],
    ['outlook-com', 'outlook-com'],
    ['gmx', 'gmx-net'],
    ['orange', 'orange-fr'],
  ] as const) {
    const { drifts, seen } = await look(file, provider)
    assert.deepEqual(told(drifts), [], provider)
    for (const { commands } of seen) assert.doesNotMatch(JSON.stringify(commands), /\b(AUTHENTICATE|LOGIN |AUTH PLAIN|AUTH LOGIN|PASS )/i)
  }
})

test('passwords that no mechanism takes any more', async () => {
  // IMAP still has its LOGIN command, which is named nowhere: that is for a person to try.
  const { drifts } = await look('icloud', 'icloud', [
    [/AUTH=ATOKEN AUTH=PLAIN/g, 'AUTH=XOAUTH2'],
    ['AUTH PLAIN LOGIN', 'AUTH XOAUTH2'],
  ])
  assert.deepEqual(told(drifts), [
    'password-gone imap.mail.me.com:993 auth.2.appPassword ?',
    'password-gone smtp.mail.me.com:587 auth.2.appPassword',
  ])
  assert.match(
    printDrift(drifts[1]!),
    /^icloud: password-gone smtp\.mail\.me\.com:587: ours appPassword accepted, seen XOAUTH2 \[auth\.2\.appPassword\]$/,
  )
})

test('OAuth that is new, and OAuth that is gone', async () => {
  const fresh = await look('gmx', 'gmx-net', [[/AUTH=PLAIN/g, 'AUTH=PLAIN AUTH=XOAUTH2']])
  assert.ok(told(fresh.drifts).includes('oauth-new imap.gmx.net:993 auth.0.oauth ?'), told(fresh.drifts).join('\n'))
  const gone = await look('gmail', 'gmail', [
    [/ AUTH=XOAUTH2/g, ''],
    [/ AUTH=OAUTHBEARER/g, ''],
  ])
  assert.ok(told(gone.drifts).includes('oauth-gone imap.gmail.com:993 auth.1.oauth'), told(gone.drifts).join('\n'))
})

test('mail that moved to another provider, and exchangers that nobody knows', async () => {
  const moved = await look('orange', 'orange-fr', [[/MX \d+ [^"]*/g, 'MX 10 mx01.mail.icloud.com']])
  assert.ok(
    told(moved.drifts).some((line) => line.startsWith('mx-moved orange.fr recognise.mx')),
    told(moved.drifts).join('\n'),
  )
  const unknown = await look('orange', 'orange-fr', [[/MX \d+ [^"]*/g, 'MX 10 mx.nobody.example']])
  assert.ok(
    told(unknown.drifts).some((line) => line.startsWith('mx-unknown orange.fr recognise.mx')),
    told(unknown.drifts).join('\n'),
  )
})

test('a host that is gone, a bad certificate, another encryption, a server that is silent', async () => {
  const knowledge = loadKnowledge()
  const icloud = knowledge.providers.find((p) => p.id === 'icloud')!
  const fault = async (name: string) => {
    const host = `mail.${name}.fault.example`
    const provider: Provider = {
      ...icloud,
      domains: [],
      servers: [{ protocol: 'imap', host, port: 993, security: 'tls', username: 'full-address' }],
    }
    const lab = await startLab()
    try {
      const world = { ...knowledge, providers: [provider] }
      const found: Drift[] = []
      for await (const { drifts } of liveDrift(createNetwork(lab.network), world, { pauseMs: 0, timeoutMs: 1_500 })) found.push(...drifts)
      return found.map(({ kind, seen, sure }) => `${kind} ${seen}${sure ? '' : ' ?'}`)
    } finally {
      await lab.stop()
    }
  }
  assert.deepEqual(await fault('no-dns'), ['host-gone nxdomain'])
  assert.deepEqual(await fault('wrong-name'), ['certificate name'])
  assert.deepEqual(await fault('expired'), ['certificate expired'])
  assert.deepEqual(await fault('intercepted'), ['not-seen an interceptor ?'])
  assert.deepEqual(await fault('wrong-mode'), ['encryption not-tls'])
  assert.deepEqual(await fault('refused'), ['host-silent refused ?'])
})

test('the budget of connections is kept, and an interrupted run ends', async () => {
  const { seen } = await look('gmail', 'gmail', [], { budget: 1 })
  assert.equal(seen.filter((one) => one.connections > 0).length, 1)
  const stopped = await look('gmail', 'gmail', [], { signal: AbortSignal.abort() })
  assert.deepEqual(stopped.drifts, [])
})

test('what a server offers is read from its last word on it', () => {
  const capability = (text: string) => [{ when: 'capability', text }] as const
  assert.equal(offersOf('imap', []), null)
  assert.equal(offersOf('imap', capability('* CAPABILITY IMAP4rev1 LOGINDISABLED'))?.typed, 'no')
  assert.equal(offersOf('imap', capability('* CAPABILITY IMAP4rev1'))?.typed, 'yes')
  assert.equal(offersOf('imap', capability('* CAPABILITY IMAP4rev1 AUTH=XOAUTH2'))?.typed, 'maybe')
  assert.equal(offersOf('pop3', capability('-ERR no CAPA'))?.typed, 'yes')
  assert.deepEqual(offersOf('pop3', capability('+OK\nSASL XOAUTH2\nUIDL')), { typed: 'no', oauth: true, words: 'XOAUTH2' })
  const smtp = [...capability('250-mx\n250 STARTTLS'), ...capability('250-mx\n250-AUTH PLAIN LOGIN\n250 SIZE 1')]
  assert.deepEqual(offersOf('smtp', smtp), { typed: 'yes', oauth: false, words: 'PLAIN LOGIN' })
})

test('a new snapshot that contradicts a file is named, and what the file explains is not', () => {
  const knowledge = loadKnowledge()
  assert.ok(tableDrift(knowledge).every(({ known }) => known))
  const servers = [{ protocol: 'imap', host: 'imap.elsewhere.example', port: 993, security: 'tls', username: 'full-address' }] as const
  const drifts = tableDrift(knowledge, { ispdb: [{ domain: 'icloud.com', name: 'x', servers }] }, ['icloud'])
  assert.deepEqual(
    drifts.map(({ provider, table, about, theirs, known }) => [provider, table, about, theirs, known]),
    [['icloud', 'ispdb', 'servers.imap.host', 'imap.elsewhere.example', false]],
  )
})
