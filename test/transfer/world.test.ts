// The world of the movers' tests is itself proved: what is loaded is there, the witness sees each kind of difference, and the faulty line breaks where it should.

import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect as tls } from 'node:tls'
import { startFaultProxy } from './world/fault-proxy.ts'
import { loadMailbox, signIn } from './world/load.ts'
import { worldMailbox } from './world/mailbox.ts'
import { plainServer, stopWorldAfterTests, worldPair } from './world/pair.ts'
import { compareSeen, told } from './world/witness.ts'

stopWorldAfterTests()

describe('the world of the movers', () => {
  test('a generated mailbox lies in a Dovecot with every folder, and the witness sees each kind of change', async () => {
    const { source, witness } = await worldPair()
    const account = source.account()
    const mailbox = worldMailbox({ count: 200, median: 4_000 })
    await loadMailbox(account, mailbox)
    const copy = source.account({}, account)
    const first = await witness.see(account)
    assert.equal(first.folders.length, 30)
    assert.equal(first.folders.flatMap(({ messages }) => messages).length, 200)
    assert.ok(first.folders.find(({ name }) => name === 'Envoyés')!.attributes.includes('\\Sent'))
    assert.equal(told(compareSeen(first, await witness.see(copy), { order: true })), '')

    const talk = await signIn(copy)
    await talk.ask('SELECT INBOX')
    await talk.ask('STORE 1 +FLAGS.SILENT (Encore)')
    await talk.ask('STORE 2 -FLAGS.SILENT (\\Seen)')
    await talk.ask('STORE 3 +FLAGS.SILENT (\\Deleted)')
    await talk.ask('COPY 4 Archives')
    await talk.ask('UNSUBSCRIBE INBOX')
    await talk.ask('EXPUNGE')
    talk.end()
    const { words, ...counts } = compareSeen(first, await witness.see(copy))
    assert.ok(counts.lost >= 1, words.join('\n'))
    assert.equal(counts.doubled, 1)
    assert.equal(counts.keywords, 1)
    assert.equal(counts.subscriptions, 1)
  })

  test('the same seed gives the same mailbox, another seed another', () => {
    const bytes = (seed: number) => Buffer.concat([...worldMailbox({ count: 60, seed }).messages()].map((message) => message.bytes))
    assert.ok(bytes(5).equals(bytes(5)))
    assert.ok(!bytes(5).equals(bytes(6)))
  })

  test('a plain server tells no new UIDs and takes neither LITERAL+ nor MULTIAPPEND', async () => {
    const { server, front, port } = await plainServer()
    const account = server.account()
    const said = async (...lines: string[]) => {
      const socket = tls({ port, host: '127.0.0.1', rejectUnauthorized: false })
      let heard = ''
      socket.on('error', () => {})
      socket.on('data', (chunk) => {
        heard += chunk
      })
      await new Promise((resolve) => socket.once('secureConnect', resolve))
      let tag = ''
      for (const line of [`a LOGIN ${account.user} "${account.password}"`, ...lines]) {
        const before = heard.length
        tag = /^[ab](?= )/.exec(line)?.[0] ?? tag
        socket.write(`${line}\r\n`)
        const until = performance.now() + 60_000
        // The greeting is an OK too.
        const answered = new RegExp(`^(${tag} (OK|NO|BAD)|\\+|\\* BYE)`, 'm')
        while (!answered.test(heard.slice(before)) && performance.now() < until) await wait(5)
      }
      socket.destroy()
      return heard
    }
    assert.match(await said('b CAPABILITY'), /^\* CAPABILITY IMAP4rev1\r$/m)
    const kept = await said('b APPEND INBOX {6}', 'a: b\r\n')
    assert.match(kept, /^b OK Append completed/m)
    assert.match(await said('b APPEND INBOX {6+}'), /^b BAD/m)
    assert.match(await said('b APPEND INBOX {6}', 'a: b\r\n {6}'), /^b BAD/m)
    assert.match(await said('b SELECT INBOX'), /^\* 1 EXISTS/m)
    assert.ok(!front.commands.join().includes(account.password))
  })

  test('a line is cut at exactly the byte, delayed without mixing, or silent', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.end(Buffer.alloc(300_000, 'x'))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const proxy = await startFaultProxy((server.address() as AddressInfo).port)
    const received = (limitMs = 60_000) =>
      new Promise<{ bytes: number; ms: number }>((resolve) => {
        let bytes = 0
        const started = performance.now()
        const socket = connect({ host: '127.0.0.1', port: proxy.port })
        const finish = () => {
          socket.destroy()
          resolve({ bytes, ms: performance.now() - started })
        }
        const timer = setTimeout(finish, limitMs)
        socket.on('data', (chunk) => {
          bytes += chunk.length
        })
        socket.on('error', () => {})
        socket.on('close', () => {
          clearTimeout(timer)
          finish()
        })
      })
    assert.equal((await received()).bytes, 300_000)
    proxy.script = () => ({ cut: { side: 'down', after: 123_457, how: 'fin' } })
    assert.equal((await received()).bytes, 123_457)
    proxy.script = () => ({ cut: { side: 'down', after: 70_001, how: 'rst' } })
    assert.ok((await received()).bytes <= 70_001)
    proxy.script = () => ({ cut: { side: 'down', after: 1_000, how: 'stall' } })
    assert.equal((await received(1_500)).bytes, 1_000)
    proxy.script = () => ({ delay: 50 })
    const slow = await received()
    assert.equal(slow.bytes, 300_000)
    assert.ok(slow.ms >= 50)
    proxy.script = () => ({ bytesPerSecond: 1_000_000 })
    const narrow = await received()
    assert.equal(narrow.bytes, 300_000)
    assert.ok(narrow.ms >= 200, `${narrow.ms} ms`)
    assert.equal(proxy.seen.cuts, 3)
    await proxy.close()
    await new Promise((resolve) => server.close(resolve))
  })
})
