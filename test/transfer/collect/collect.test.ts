// Collecting between real servers: nothing lost, nothing doubled, nothing removed that was not read again, whatever breaks on the way.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { SesameError } from '../../../src/model/errors.ts'
import { listCollections, removeCollection } from '../../../src/uses/transfer/collect.ts'
import { runCollect } from '../../../src/uses/transfer/collect-run.ts'
import { startFaultProxy } from '../world/fault-proxy.ts'
import { loadMailbox } from '../world/load.ts'
import { sharedServer, stopWorldAfterTests, worldPair } from '../world/pair.ts'
import { collectWorld, connectTo, digests, inboxOf, keepPassword, urlOf } from './collect-world.ts'

stopWorldAfterTests()

test('IMAP: the inbox comes whole, unread, with its dates; a second round brings nothing, new mail alone afterwards', async () => {
  const world = await collectWorld()
  await loadMailbox(world.source, inboxOf(40))
  const added = await world.add({ folder: 'Family/Collected' })
  assert.deepEqual([added.waiting, added.collection.protocol, added.collection.every], [40, 'imap', null])
  const first = await world.once()
  assert.deepEqual([first.messages, first.states[0]?.trouble, first.states[0]?.collected.messages], [40, null, 40])
  const [before, after] = [await world.held(world.source), await world.held(world.target, 'Family/Collected')]
  assert.deepEqual(
    after.map(({ digest, date }) => [digest, date]),
    before.map(({ digest, date }) => [digest, date]),
  )
  assert.ok(before.some(({ flags }) => flags.includes('\\Seen')) && after.every(({ flags }) => flags.length === 0))
  assert.equal((await world.once()).messages, 0)
  await loadMailbox(world.source, inboxOf(3, 2))
  const third = await world.once()
  assert.deepEqual([third.messages, third.states[0]?.collected.messages], [3, 43])
  assert.equal((await world.held(world.source)).length, 43, 'left as it is')
  world.close()
})

test('what is wished for: the junk folder into the junk folder, flags as they are, a name of its own', async () => {
  const world = await collectWorld()
  await loadMailbox(world.source, inboxOf(20, 3, [{ path: ['Indésirables'], share: 50, subscribed: false }]))
  const added = await world.add({ junk: true, keepFlags: true, name: 'with junk' })
  assert.equal(added.junk, true)
  await world.once({ name: 'With Junk' })
  for (const [from, to] of [
    ['INBOX', 'INBOX'],
    ['Indésirables', 'Junk'],
  ] as const) {
    const [before, after] = [await world.held(world.source, from), await world.held(world.target, to)]
    assert.ok(before.length > 0)
    assert.deepEqual(
      after.map(({ digest, flags }) => [digest, flags.filter((flag) => flag.startsWith('\\'))]),
      before.map(({ digest, flags }) => [digest, flags.filter((flag) => flag.startsWith('\\'))]),
    )
  }
  world.close()
})

test('a source that numbers all anew (UIDVALIDITY) is not collected again, and what somebody deleted in the target stays deleted', async () => {
  const world = await collectWorld()
  await loadMailbox(world.source, inboxOf(15, 4))
  await world.add()
  await world.once()
  await world.target.server.doveadm(world.target, ['expunge'], ['mailbox', 'INBOX', 'uid', '3'])
  await loadMailbox(world.source, inboxOf(1, 41))
  assert.equal((await world.once()).messages, 1)
  assert.equal((await world.held(world.target)).length, 15)
  await world.source.server.doveadm(world.source, ['mailbox', 'update'], ['--uid-validity', '777777', 'INBOX'])
  const after = await world.once()
  assert.equal(after.states[0]?.trouble, null)
  const target = await world.held(world.target)
  // Deleted there and numbered anew here at once: that one alone cannot be told from one that never came.
  assert.ok(target.length >= 15 && target.length <= 16, String(target.length))
  assert.equal(new Set(digests(target)).size, target.length)
  world.close()
})

test('removal: only after the bytes were read again from the target; at once, or after so many days', async () => {
  const world = await collectWorld()
  await loadMailbox(world.source, inboxOf(20, 5))
  await world.add({ removeAfterDays: 0 })
  const before = digests(await world.held(world.source))
  const ran = await world.once()
  assert.deepEqual([ran.states[0]?.removed, ran.messages], [20, 20])
  assert.deepEqual(digests(await world.held(world.target)), before)
  assert.equal((await world.held(world.source)).length, 0)
  world.close()

  const later = await collectWorld()
  await loadMailbox(later.source, inboxOf(10, 6))
  await later.add({ removeAfterDays: 7 })
  assert.equal((await later.once()).states[0]?.removed, 0)
  assert.deepEqual(await later.sql('SELECT count(*), count(proved) FROM collected'), [[10, 10]])
  // Filed away by its reader meanwhile: the proof was made when it came.
  await later.target.server.doveadm(later.target, ['expunge'], ['mailbox', 'INBOX', 'uid', '1:4'])
  await later.sql('UPDATE collected SET at = at - ? WHERE uid <= 6', 8 * 86_400_000)
  assert.equal((await later.once()).states[0]?.removed, 6)
  assert.equal((await later.held(later.source)).length, 4)
  later.close()
})

test('what is not proved stays at the source: gone from the target before it could be read again', async () => {
  for (const protocol of ['imaps', 'pop3s'] as const) {
    const world = await collectWorld()
    await loadMailbox(world.source, inboxOf(8, 7))
    await world.add({ from: urlOf(world.source, protocol) })
    await world.once()
    await world.target.server.doveadm(world.target, ['expunge'], ['mailbox', 'INBOX', 'uid', '2:3'])
    await world.sql(`UPDATE collection SET told = json_set(told, '$.removeAfterDays', 0)`)
    const ran = await world.once()
    assert.equal(ran.states[0]?.removed, 6, protocol)
    assert.equal((await world.held(world.source)).length, 2, protocol)
    assert.equal((await world.held(world.target)).length, 6, protocol)
    assert.equal((await world.once()).messages, 0, 'nothing comes twice')
    world.close()
  }
})

test('POP3: whole, once, and known again when the server renames every message; the junk folder is refused in words', async () => {
  const world = await collectWorld()
  await loadMailbox(world.source, inboxOf(30, 8))
  const from = urlOf(world.source, 'pop3s')
  await assert.rejects(world.add({ from, junk: true }), (error) => error instanceof SesameError && error.code === 'collection-pop3-junk')
  assert.equal((await world.add({ from })).collection.protocol, 'pop3')
  assert.equal((await world.once()).messages, 30)
  assert.equal((await world.held(world.target)).length, 30)
  assert.equal((await world.once()).messages, 0)
  // The same mailbox behind a server that names its messages otherwise.
  const elsewhere = await sharedServer({ extra: 'pop3_uidl_format = anew-%v-%u' })
  let moved = elsewhere.account()
  while (moved.user !== world.source.user) moved = elsewhere.account()
  await loadMailbox(moved, inboxOf(30, 8))
  await loadMailbox(moved, inboxOf(2, 81))
  world.detours.push(connectTo(world.source, 'pop3s', moved.server.dovecot.ports.pop3s))
  const flags = { cacert: world.request.flags.cacert + moved.server.dovecot.caPem, connectTo: world.request.flags.connectTo! }
  const ran = await world.once({ flags })
  assert.deepEqual([ran.states[0]?.trouble, ran.messages], [null, 2])
  assert.equal((await world.held(world.target)).length, 32)
  world.close()
})

test('POP3: a large maildrop with removal leaves nothing behind and loses nothing', async () => {
  const world = await collectWorld()
  await loadMailbox(world.source, inboxOf(120, 9))
  await world.add({ from: urlOf(world.source, 'pop3s'), removeAfterDays: 0 })
  const ran = await world.once()
  assert.deepEqual([ran.messages, ran.states[0]?.removed, ran.states[0]?.trouble], [120, 120, null])
  assert.equal((await world.held(world.source)).length, 0)
  assert.equal((await world.held(world.target)).length, 120)
  world.close()
})

test('lines that break on either side: the next rounds bring the rest, each message once', async () => {
  for (const protocol of ['imaps', 'pop3s'] as const) {
    const world = await collectWorld()
    await loadMailbox(world.source, inboxOf(40, 10))
    const [source, target] = [
      await startFaultProxy(world.source.server.dovecot.ports[protocol]),
      await startFaultProxy(world.target.server.dovecot.ports.imaps),
    ]
    await world.add({ from: urlOf(world.source, protocol), removeAfterDays: 0 })
    const whole = digests(await world.held(world.source))
    world.detours.push(connectTo(world.source, protocol, source.port), connectTo(world.target, 'imaps', target.port))
    source.script = (n) => (n < 3 ? { cut: { side: 'down', after: 9_000 + n * 20_000, how: 'rst' } } : undefined)
    target.script = (n) => (n > 2 && n < 9 ? { cut: { side: 'up', after: 60_000 + (n % 3) * 50_000, how: 'rst' } } : undefined)
    for (let round = 0; round < 6; round++) if ((await world.once({ again: true })).states[0]?.trouble === null) break
    assert.ok(source.seen.cuts > 0 && target.seen.cuts > 0, `${protocol}: ${JSON.stringify([source.seen, target.seen])}`)
    // POP gives what has no line end at its end with one.
    const arrived = digests(await world.held(world.target))
    assert.equal(arrived.length, 40, protocol)
    if (protocol === 'imaps') assert.deepEqual(arrived, whole)
    assert.equal((await world.held(world.source)).length, 0, protocol)
    await source.close()
    await target.close()
    world.close()
  }
})

test('IDLE: a message that arrives is there in a moment, though the next round is an hour away', async () => {
  const world = await collectWorld()
  await loadMailbox(world.source, inboxOf(2, 11))
  await world.add({ every: 60 })
  const stop = new AbortController()
  const whys: string[] = []
  let came: () => void = () => {}
  const running = runCollect({ ...world.request, once: false, again: false, stop: stop.signal }, (event) => {
    if (event.kind !== 'round') return
    whys.push(event.round.why)
    came()
  })
  const next = () =>
    new Promise<void>((resolve, reject) => {
      came = resolve
      running.catch(reject)
    })
  await next()
  const news = next()
  // While the line is being opened, or after: both are seen.
  await loadMailbox(world.source, inboxOf(1, 12))
  await news
  assert.deepEqual(whys, ['schedule', 'news'])
  assert.equal((await world.held(world.target)).length, 3)
  assert.equal((await listCollections(world.request))[0]?.running, true)
  await assert.rejects(
    runCollect({ ...world.request, name: 'test', once: true, again: false, stop: stop.signal }, () => {}),
    (error) => error instanceof SesameError && error.code === 'collection-running',
  )
  await assert.rejects(
    removeCollection(world.request, 'test'),
    (error) => error instanceof SesameError && error.code === 'collection-running',
  )
  stop.abort()
  await running
  assert.equal((await listCollections(world.request))[0]?.running, false)
  world.close()
})

test('a refused sign-in is not repeated; it goes on when another password is kept', async () => {
  const world = await collectWorld()
  await loadMailbox(world.source, inboxOf(3, 13))
  await world.add()
  await keepPassword(world.vault, world.source, 'a wrong one')
  const log = () => world.source.server.dovecot.log().split('auth failed').length
  const before = log()
  const refused = await world.once()
  const state = refused.states[0]
  assert.deepEqual([state?.trouble?.kind, state?.trouble?.side, state?.next], ['sign-in', 'from', null])
  // The server writes it when the session ends, and nobody waits for its goodbye.
  for (const end = performance.now() + 60_000; log() === before && performance.now() < end; )
    await new Promise((resolve) => setTimeout(resolve, 20))
  const tries = log()
  const again = await world.once()
  assert.deepEqual([again.events.map(({ kind }) => kind), log()], [['skipped'], tries])
  await new Promise((resolve) => setTimeout(resolve, 5))
  await keepPassword(world.vault, world.source)
  const mended = await world.once()
  assert.deepEqual([mended.messages, mended.states[0]?.trouble], [3, null])
  world.close()
})

test('a full target is told as such, and nothing leaves the source', async () => {
  const { target } = await worldPair()
  const world = await collectWorld({ target: target.account({ quota: '60K' }) })
  await loadMailbox(world.source, inboxOf(40, 14))
  await world.add({ removeAfterDays: 0 })
  const state = (await world.once()).states[0]
  assert.deepEqual([state?.trouble?.kind, state?.trouble?.side], ['full', 'to'])
  const [there, here] = [digests(await world.held(world.source)), digests(await world.held(world.target))]
  assert.equal(there.length, 40)
  assert.ok(here.length < 40)
  world.close()
})

test('no password in what is kept, shown or told', async () => {
  const world = await collectWorld()
  await loadMailbox(world.source, inboxOf(2, 15))
  await world.add()
  const { events } = await world.once()
  const files = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? files(path) : [path]
    })
  const all = [JSON.stringify(events), ...files(world.data).map((file) => readFileSync(file, 'latin1'))].join('\n')
  for (const { password } of [world.source, world.target]) assert.ok(!all.includes(password))
  assert.ok(all.includes('test'))
  world.close()
})
