// The deadline, offline, and no network at all: every mechanism still has its line, and nothing throws.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { identify, identifyOffline } from '../../src/identify/identify.ts'
import type { Finding } from '../../src/model/identity.ts'
import { createNetwork } from '../../src/net/create.ts'
import { KNOWLEDGE } from './catalogue.ts'
import { addressOf, inWorld } from './world.ts'

const ALL = ['autoconfig', 'autodiscover', 'catalogue', 'cname', 'guess', 'ispdb', 'mx', 'pacc', 'preparation', 'spf', 'srv']
const mechanisms = (findings: readonly Finding[]): readonly string[] => [...new Set(findings.map((f) => f.mechanism))].sort()

describe('identify: deadline', () => {
  it('reports a mechanism that hangs, and keeps what the others said', async () => {
    const source = 'https://autoconfig.atelier.fr/mail/config-v1.1.xml'
    await inWorld(
      { 'atelier.fr': ['MX 10 mx.atelier.fr'], '_imaps._tcp.atelier.fr': ['SRV 0 1 993 imap.atelier.fr'] },
      { [source]: 'hang' },
      async ({ network }) => {
        // The server hangs for as long as this runs: an answer at all means that nobody waited for it.
        const identity = await identify(network, KNOWLEDGE, addressOf('a@atelier.fr'), { deadlineMs: 2_500 })
        const late = identity.findings.filter((f) => f.why === 'deadline')
        assert.deepEqual(
          late.map((f) => `${f.mechanism} ${f.status}`),
          ['autoconfig failed'],
        )
        assert.equal(identity.endpoints[0]?.host, 'imap.atelier.fr')
        assert.deepEqual(mechanisms(identity.findings), ALL)
      },
    )
  })

  it('hears what came while this process was busy, however late its own clock then is', async () => {
    await inWorld({ 'atelier.fr': ['MX 1 aspmx.l.google.com'] }, {}, async ({ network }) => {
      const identified = identify(network, KNOWLEDGE, addressOf('a@atelier.fr'), { deadlineMs: 300 })
      // Four times, with a breath between: the server of this test is in this process too.
      for (let n = 0; n < 4; n++) {
        for (const busy = performance.now() + 150; performance.now() < busy; );
        await setImmediate()
      }
      const { findings, provider } = await identified
      assert.equal(findings.find(({ mechanism }) => mechanism === 'mx')?.why, undefined)
      assert.equal(provider, 'google-workspace')
    })
  })

  it('reports a resolver that never answers', async () => {
    const names = [
      'atelier.fr',
      'autodiscover.atelier.fr',
      'autoconfig.atelier.fr',
      'imap.atelier.fr',
      'mail.atelier.fr',
      'smtp.atelier.fr',
      '_imaps._tcp.atelier.fr',
    ]
    await inWorld(Object.fromEntries(names.map((name) => [name, 'hang'])), {}, async ({ network }) => {
      const identity = await identify(network, KNOWLEDGE, addressOf('a@atelier.fr'), { deadlineMs: 300 })
      assert.equal(identity.provider, null)
      assert.ok(identity.findings.filter((f) => f.mechanism === 'mx').every((f) => f.why === 'deadline'))
    })
  })

  it('does not wait for what cannot change the answer', async () => {
    const zone = { 'icloud.com': ['MX 10 mx01.mail.icloud.com'], '_imaps._tcp.icloud.com': 'hang' } as const
    await inWorld(zone, {}, async ({ network, requests }) => {
      // Long before the deadline, which would be told as the reason.
      const identity = await identify(network, KNOWLEDGE, addressOf('marie@icloud.com'), { deadlineMs: 60_000 })
      assert.equal(identity.provider, 'icloud')
      assert.deepEqual(
        identity.findings.filter((f) => f.why === 'not-needed').map((f) => f.mechanism),
        ['srv', 'autoconfig', 'pacc', 'autodiscover', 'guess'],
      )
      assert.deepEqual(requests, [], 'no web server is troubled for a provider that we know')
    })
  })

  it('can be stopped', async () => {
    const stop = new AbortController()
    await inWorld({ 'atelier.fr': 'hang' }, {}, async ({ network }) => {
      setTimeout(() => stop.abort(), 50)
      const identity = await identify(network, KNOWLEDGE, addressOf('a@atelier.fr'), { signal: stop.signal, deadlineMs: 60_000 })
      assert.ok(identity.ms < 60_000)
    })
  })

  it('tells each finding as it arrives', async () => {
    const heard: Finding[] = []
    await inWorld({ 'atelier.fr': ['MX 1 aspmx.l.google.com'] }, {}, async ({ network }) => {
      const identity = await identify(network, KNOWLEDGE, addressOf('a@atelier.fr'), { onFinding: (finding) => heard.push(finding) })
      assert.equal(heard.length, identity.findings.length)
      assert.equal(heard.find((f) => f.mechanism === 'mx')?.provider, 'google-workspace')
      assert.ok(!JSON.stringify(heard).includes('candidates'))
    })
  })
})

describe('identify: without a network', () => {
  it('reads the knowledge alone when offline, and says what was left out', async () => {
    const identity = identifyOffline(KNOWLEDGE, addressOf('marie@icloud.com'))
    assert.equal(identity.provider, 'icloud')
    assert.equal(identity.confidence, 'certain')
    assert.equal(identity.endpoints[0]?.host, 'imap.mail.me.com')
    assert.deepEqual(mechanisms(identity.findings), ALL)
    assert.equal(identity.findings.filter((f) => f.status === 'skipped' && f.why === 'offline').length, 8)
    const closed = createNetwork({ dns: '127.0.0.1:9' })
    assert.deepEqual(
      { ...(await identify(closed, KNOWLEDGE, addressOf('marie@icloud.com'), { offline: true })), ms: 0 },
      { ...identity, ms: 0 },
    )
    const table = identifyOffline(KNOWLEDGE, addressOf('a@petit-fai.fr'))
    assert.equal(table.endpoints[0]?.host, 'imap.petit-fai.fr')
    const region = identifyOffline(KNOWLEDGE, addressOf('a@zoho.eu'))
    assert.deepEqual(
      region.endpoints.map((e) => e.host),
      ['imap.zoho.eu', 'smtp.zoho.eu'],
    )
  })

  it('answers quickly and without a throw when nobody resolves', async () => {
    // Nobody is waited for: then the deadline would be told as the reason.
    const identity = await identify(createNetwork({ dns: '127.0.0.1:9' }), KNOWLEDGE, addressOf('a@atelier.fr'), { deadlineMs: 60_000 })
    assert.ok(identity.findings.every(({ why }) => why !== 'deadline'))
    assert.equal(identity.provider, null)
    assert.equal(identity.confidence, 'none')
    const network = identity.findings.filter((f) => !['catalogue', 'ispdb', 'preparation'].includes(f.mechanism))
    assert.deepEqual([...new Set(network.map((f) => f.status))], ['failed'])
    assert.deepEqual([...new Set(network.map((f) => f.why))], ['dns-failed'])
    const listed = await identify(createNetwork({ dns: '127.0.0.1:9' }), KNOWLEDGE, addressOf('marie@icloud.com'))
    assert.equal(listed.provider, 'icloud')
  })
})
