// The probes on the lab: its faults are seen for what they are, and the proof of repair leaves nothing behind at a provider with labels.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import type { Endpoint } from '../../src/model/protocol.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'
import { type ProbeTarget, probeAll, verifyMailbox } from '../../src/probe/index.ts'
import { openImap } from '../../src/wire/imap.ts'
import { listMailboxes, searchHeader, selectMailbox } from '../../src/wire/imap-mailbox.ts'

describe('on the lab', () => {
  let lab: Lab
  let network: Network

  before(async () => {
    lab = await startLab({ deliveryMs: 300 })
    network = createNetwork(lab.network)
  })
  after(() => lab?.stop())

  const at = (
    protocol: Endpoint['protocol'],
    host: string,
    port: number,
    user: string,
    security: Endpoint['security'] = 'tls',
  ): ProbeTarget => ({
    ...{ protocol, host, port, security, trust: 'named', user },
    hints: { provider: host },
  })
  const secretOf = (address: string, kind: 'password' | 'app-password') =>
    new Secret(lab.accounts.find((one) => one.address === address)?.secrets[kind] ?? '')

  const faults: [string, string, string][] = [
    ['expired', 'tls.cert', 'expired'],
    ['not-yet-valid', 'tls.cert', 'not-yet-valid'],
    ['wrong-name', 'tls.cert', 'name'],
    ['self-signed', 'tls.cert', 'self-signed'],
    ['chain-incomplete', 'tls.cert', 'chain-incomplete'],
    ['intercepted', 'tls.issuer', 'interceptor'],
    ['old-tls', 'tls.version', 'old'],
    ['wrong-mode', 'tls', 'not-tls'],
    ['refused', 'tcp', 'refused'],
    ['black-hole', 'tcp', 'timeout'],
    ['silent', 'greeting', 'none'],
    ['banned-bye', 'greeting', 'bye'],
    ['truncated', 'server.broken', 'truncated'],
    ['endless-line', 'server.broken', 'endless'],
    ['slow', 'server.broken', 'slow'],
    ['half-closed', 'server.broken', 'half-closed'],
  ]
  it('each fault is seen for what it is, within its time', async () => {
    const targets = faults.map(([fault]) => at('imap', `mail.${fault}.fault.example`, 993, 'marie'))
    const run = await probeAll(network, targets, { timeoutMs: 6_000 })
    for (const [i, [fault, name, value]] of faults.entries()) {
      const seen = run.results[i]!.facts.filter((fact) => fact.name === name).map((fact) => fact.value)
      assert.ok(seen.includes(value), `${fault}: ${name} is ${seen}, not ${value}`)
      assert.notEqual(run.results[i]!.outcome, 'reachable', fault)
    }
  })

  it('verify at a provider with labels: the message is in no folder any more', async () => {
    const address = 'marie@gmail.com'
    const secret = { secret: secretOf(address, 'app-password'), kind: 'app-password' as const }
    const targets = [at('imap', 'imap.gmail.com', 993, address), at('smtp', 'smtp.gmail.com', 465, address)]
    const proof = await verifyMailbox(network, { targets, address, lang: 'en', secret, waitMs: 60_000 })
    assert.deepEqual([proof.verdict, proof.message?.left], ['mended', false])
    assert.ok(proof.message!.delayMs! >= 300)

    const { session } = await openImap(network, targets[0]!)
    await session!.signIn({ user: address, secret: secret.secret, mechanism: 'PLAIN' })
    for (const { name, flags } of (await listMailboxes(session!)).mailboxes) {
      if (flags.includes('\\Noselect')) continue
      await selectMailbox(session!, name, true)
      assert.deepEqual((await searchHeader(session!, 'SUBJECT', proof.message!.code)).uids, [], name)
    }
    await session!.quit()
  })

  it('a full mailbox is not written to', async () => {
    const address = 'full@selfhost.example'
    const targets = [at('imap', 'mail.selfhost.example', 993, address), at('smtp', 'mail.selfhost.example', 465, address)]
    const proof = await verifyMailbox(network, {
      targets,
      address,
      lang: 'fr',
      secret: { secret: secretOf(address, 'password'), kind: 'password' },
    })
    assert.equal(proof.notSent, 'mailbox-full')
    assert.notEqual(proof.verdict, 'mended')
  })
})
