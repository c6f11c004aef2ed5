// Lines that nobody uses any more, for whoever wants one next.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Folder } from '../../../../src/transfer/shapes.ts'
import { scripted } from './scripted.ts'

const INBOX: Folder = { name: 'INBOX', path: ['INBOX'], delimiter: '/', selectable: true, subscribed: true }
const OPENED = '* 0 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 1] x\r\nTAG OK done\r\n'
const ABILITIES = 'CONDSTORE QRESYNC ENABLE'
const count = (heard: readonly string[], command: string) => heard.filter((one) => one.startsWith(command)).length

function answer(command: string): string | undefined {
  if (command.startsWith('ENABLE')) return '* ENABLED QRESYNC\r\nTAG OK on\r\n'
  if (/^(EXAMINE|SELECT) "INBOX"/.test(command)) return OPENED
  return /^(EXAMINE|SELECT)/.test(command) ? 'TAG NO not there\r\n' : undefined
}

test('a reader that is closed is the next one, and what was switched on stays on', async () => {
  const server = await scripted(ABILITIES, answer, {}, { keepMs: 60_000 })
  try {
    const first = await server.box.reader()
    await first.open(INBOX)
    first.close()
    first.close()
    const [second, third] = [await server.box.reader(), await server.box.reader()]
    await second.open(INBOX)
    await third.open(INBOX)
    assert.deepEqual([count(server.heard, 'CAPABILITY'), count(server.heard, 'ENABLE'), count(server.heard, 'LOGOUT')], [2, 2, 0])
  } finally {
    await server.stop()
  }
  assert.equal(count(server.heard, 'LOGOUT'), 2)
})

test('on a line that was written on, with a folder open, ENABLE is not said any more (RFC 5161 §3.1)', async () => {
  const server = await scripted(ABILITIES, answer, {}, { keepMs: 60_000 })
  try {
    const writer = await server.box.writer()
    await writer.open(INBOX)
    writer.close()
    // It is left once everything on it is over.
    await wait(10)
    const reader = await server.box.reader()
    await reader.open(INBOX)
    assert.deepEqual([count(server.heard, 'CAPABILITY'), count(server.heard, 'ENABLE')], [1, 0])
  } finally {
    await server.stop()
  }
})

test('a line on which something failed, one of the other kind, and one left for too long are given up', async () => {
  let compressed = false
  const server = await scripted(ABILITIES, answer, {}, { keepMs: 30, compress: () => compressed })
  try {
    const failed = await server.box.reader()
    await assert.rejects(failed.open({ ...INBOX, name: 'Elsewhere', path: ['Elsewhere'] }))
    failed.close()
    const plain = await server.box.reader()
    plain.close()
    compressed = true
    const packed = await server.box.reader()
    packed.close()
    while (count(server.heard, 'LOGOUT') < 3) await wait(5)
    await (await server.box.reader()).open(INBOX)
    assert.equal(count(server.heard, 'CAPABILITY'), 4)
  } finally {
    await server.stop()
  }
})

test('without a time to keep them they are left at once', async () => {
  const server = await scripted(ABILITIES, answer)
  try {
    ;(await server.box.reader()).close()
    while (count(server.heard, 'LOGOUT') < 1) await wait(5)
    assert.equal(count(server.heard, 'LOGOUT'), 1)
  } finally {
    await server.stop()
  }
})
