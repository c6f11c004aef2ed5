// The lab as a whole: quick to start, nothing left when stopped, and no way out of the machine.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startLab } from '../../src/lab/lab.ts'
import { imap, RawClient } from './raw-client.ts'

/** What keeps a process alive, but for what the test runner itself holds. */
const handles = () => process.getActiveResourcesInfo().filter((kind) => /TCP|UDP|TLS|Worker|MessagePort/.test(kind)).length

test('nothing is open after stop, conversations included', async () => {
  // What other tests of this process have left goes first.
  let before = handles()
  for (let calm = 0; calm < 10; calm = handles() === before ? calm + 1 : 0) {
    before = handles()
    await new Promise((done) => setTimeout(done, 20))
  }
  const lab = await startLab()
  const client = await RawClient.tls(lab, 'imap.mail.me.com', 993)
  await client.line()
  assert.ok(handles() > before)
  await lab.stop()
  await client.rest()
  client.close()
  for (const end = performance.now() + 60_000; handles() > before && performance.now() < end; )
    await new Promise((done) => setTimeout(done, 20))
  assert.ok(handles() <= before, `${handles()} open, ${before} before`)
})

test('every server has a way to it, and the last rule keeps everything else on this machine', async (t) => {
  const lab = await startLab()
  t.after(() => lab.stop())
  const closed = lab.network.connectTo.at(-1) ?? ''
  assert.equal(closed, '::127.0.0.1:1')
  const elsewhere = lab.network.connectTo.filter((c) => !/^(\[?[a-z0-9.-]*\]?):(\d*):127\.0\.0\.1:\d+$/.test(c))
  // A name that does not exist leads nowhere: only the lab's own name server is asked.
  assert.deepEqual(elsewhere, ['mail.no-dns.fault.example::mail.no-dns.fault.example:'])
  await assert.rejects(RawClient.plain(lab, 'elsewhere.example', 25), { code: 'ECONNREFUSED' })
})

test('only the wanted providers start, with those behind whose servers they stand', async () => {
  const lab = await startLab({ providers: ['outlook-com'] })
  assert.ok(lab.accounts.some((a) => a.address === 'marie@outlook.com'))
  assert.ok(lab.network.connectTo.some((c) => c.startsWith('outlook.office365.com:993:')))
  assert.ok(!lab.network.connectTo.some((c) => c.startsWith('imap.gmail.com')))
  await lab.stop()
})

test('two labs live side by side', async () => {
  const [one, two] = await Promise.all([startLab({ providers: ['free'] }), startLab({ providers: ['free'] })])
  assert.notEqual(one.network.dns, two.network.dns)
  await assert.rejects(async () => {
    const mixed = { ...one, network: { ...one.network, cacert: two.network.cacert } }
    await RawClient.tls(mixed, 'imap.free.fr', 993)
  })
  await Promise.all([one.stop(), two.stop()])
})

test('a delay is added to each round trip', async () => {
  const lab = await startLab({ providers: ['free'], delayMs: 60 })
  const begin = performance.now()
  const client = await RawClient.tls(lab, 'imap.free.fr', 993)
  await client.line()
  const connected = performance.now() - begin
  // The connection and one round trip of TLS 1.3; the greeting comes along with the end of the handshake or one later.
  assert.ok(connected >= 115, `connected after ${connected}`)
  const asked = performance.now()
  await imap(client, 'CAPABILITY')
  const took = performance.now() - asked
  assert.ok(took >= 55, `answered after ${took}`)
  client.close()
  await lab.stop()
})

test('one authority can stand in the way of all servers, as an antivirus does', async () => {
  const lab = await startLab({ providers: ['free', 'orange'], intercept: 'Avast Web/Mail Shield Root' })
  for (const host of ['imap.free.fr', 'imap.orange.fr'])
    await assert.rejects(RawClient.tls(lab, host, 993), { code: 'SELF_SIGNED_CERT_IN_CHAIN' })
  await lab.stop()
})

test('all clocks can run ahead, so that ours is late', async () => {
  const lab = await startLab({ providers: ['free'], clockDays: 500 })
  await assert.rejects(RawClient.tls(lab, 'imap.free.fr', 993), { code: 'CERT_NOT_YET_VALID' })
  await lab.stop()
})

test('what a server saw can be asked, without secrets', async () => {
  const lab = await startLab({ providers: ['free'] })
  const client = await RawClient.tls(lab, 'imap.free.fr', 993)
  await client.line()
  await imap(client, 'LOGIN marie lab-password-9')
  await imap(client, 'LOGIN marie lab-password-1')
  const seen = lab.seen('imap.free.fr')
  assert.equal(seen.connections, 1)
  assert.deepEqual(
    seen.signIns.map((s) => [s.outcome, s.secure]),
    [
      ['refused', true],
      ['ok', true],
    ],
  )
  assert.ok(!JSON.stringify(seen).includes('lab-password'))
  client.close()
  await lab.stop()
})
