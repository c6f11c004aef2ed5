// kill -9 of real bridges at random moments, while devices hand over and while mail goes out: what was accepted arrives, and twice only where SMTP itself cannot know.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { hashDevicePassword, makeDevicePassword } from '../../../src/bridge/device-password.ts'
import { openStore } from '../../../src/store/database.ts'
import { listMail, queueTotals, type StoredMail } from '../../../src/store/queue.ts'
import { aDevice } from '../world.ts'
import { sinkAccount } from './quick.ts'
import { type Sink, startSink } from './smtp-sink.ts'

const PROGRAM = fileURLToPath(new URL('./queue-process.js', import.meta.url))
const hashKey = randomBytes(32)
const password = makeDevicePassword()

describe('the queue when its process is killed', () => {
  let sink: Sink
  let folder: string
  const running = new Set<ChildProcess>()
  before(async () => {
    sink = await startSink()
    sink.dotDelay = 4
  })
  after(() => sink?.close())
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-kill-'))
    sink.taken.length = 0
    Object.assign(sink.seen, { connections: 0, most: 0 })
  })
  afterEach(async () => {
    for (const child of running) await kill(child)
    rmSync(folder, { recursive: true, force: true })
  })

  async function start(): Promise<{ child: ChildProcess; port: number }> {
    const hash = hashDevicePassword(password, hashKey)
    const told = JSON.stringify({ ...aDevice(sinkAccount(sink), hash), queue: true })
    const place = { folder, host: sink.host, sinkPort: String(sink.port), ca: sink.caPem }
    const QUEUE_PROCESS = JSON.stringify({ ...place, hash, told, hashKey: hashKey.toString('hex') })
    const child = spawn(process.execPath, [PROGRAM], { env: { ...process.env, QUEUE_PROCESS }, stdio: ['ignore', 'pipe', 'inherit'] })
    running.add(child)
    const port = await new Promise<number>((resolve, reject) => {
      child.stdout?.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())))
      child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
    })
    return { child, port }
  }
  async function kill(child: ChildProcess): Promise<void> {
    running.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await gone
  }
  /** Hands messages over until the line breaks or `stop` says so; which subjects were accepted. */
  async function device(port: number, name: string, accepted: Set<string>, stop: () => boolean): Promise<void> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    socket.on('error', () => {})
    let held = ''
    let wake = () => {}
    let over = false
    socket.on('data', (chunk: Buffer) => {
      held += chunk.toString()
      wake()
    })
    socket.once('close', () => {
      over = true
      wake()
    })
    const reply = async (): Promise<string> => {
      for (;;) {
        const last = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/.exec(held)
        if (last !== null) {
          held = held.slice(last[0].length)
          return last[0]
        }
        if (over) throw new Error('over')
        await new Promise<void>((done) => {
          wake = done
        })
      }
    }
    const say = async (line: string) => {
      socket.write(`${line}\r\n`)
      return reply()
    }
    try {
      await reply()
      await say('EHLO device')
      await say(`AUTH PLAIN ${Buffer.from(`\0scan@contoso.example\0${password.reveal()}`).toString('base64')}`)
      for (let i = 0; !stop(); i++) {
        const subject = `${name}-${i}`
        await say('MAIL FROM:<scan@contoso.example>')
        await say('RCPT TO:<anna@example.org>')
        await say('DATA')
        const pages = `${'y'.repeat(70)}\r\n`.repeat(Math.floor(Math.random() * 900))
        if ((await say(`Subject: ${subject}\r\n\r\n${pages}.`)).startsWith('250')) accepted.add(subject)
      }
    } catch {
      // Killed: what it had not said yes to stays with the device.
    } finally {
      socket.destroy()
    }
  }
  async function empty(): Promise<StoredMail[]> {
    const db = await openStore({ folder, env: {} })
    try {
      for (const end = performance.now() + 100_000; queueTotals(db).length > 0; await wait(50))
        if (performance.now() > end) throw new Error(`still waiting: ${JSON.stringify(listMail(db, { open: true }).slice(0, 3))}`)
      return listMail(db, { open: false })
    } finally {
      db.close()
    }
  }
  function check(accepted: ReadonlySet<string>, mails: readonly StoredMail[]): void {
    const times = new Map<string, string[]>()
    for (const { text } of sink.taken) {
      const subject = /^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? ''
      times.set(subject, [...(times.get(subject) ?? []), /^Message-ID: (.*)$/m.exec(text)?.[1]?.trim() ?? ''])
    }
    const lost = [...accepted].filter((subject) => !times.has(subject))
    assert.deepEqual(lost, [])
    const unsure = new Map(mails.map((mail) => [mail.messageId, mail.unsure]))
    for (const [subject, ids] of times) {
      assert.equal(new Set(ids).size, 1, subject)
      assert.ok(ids.length <= 1 + (unsure.get(ids[0] as string) ?? 0), `${subject} came ${ids.length} times, and nobody was unsure of it`)
    }
  }

  it('again and again, at any moment', async () => {
    const accepted = new Set<string>()
    for (let round = 0; round < 5; round++) {
      const { child, port } = await start()
      const devices = ['a', 'b', 'c'].map((name) => device(port, `${round}${name}`, accepted, () => false))
      // By what was done, not by the clock: a busy machine must not make the test easy.
      const enough = accepted.size + 3 + Math.floor(Math.random() * 7)
      while (accepted.size < enough) await wait(2)
      // Every second time at the worst of all moments: the provider has the message, and its answer is never read.
      let hit = round % 2 === 1
      sink.answer = (line) => {
        if (line !== '.' || !hit) return undefined
        hit = false
        child.kill('SIGKILL')
        // A process that is slow to die must not read the answer after all.
        return 'cut'
      }
      if (hit) while (hit) await wait(2)
      else await wait(Math.random() * 40)
      await kill(child)
      await Promise.all(devices)
    }
    await start()
    const mails = await empty()
    assert.equal(mails.filter(({ unsure }) => unsure > 0).length >= 2, true)
    assert.ok(accepted.size > 10, `${accepted.size} accepted`)
    check(accepted, mails)
  })

  it('two bridges on one store: one connection at a time, nothing twice, and one goes on when the other dies', async () => {
    const accepted = new Set<string>()
    const [one, two] = await Promise.all([start(), start()])
    // Until each has taken some: how long that takes is the machine's business.
    const enough = () => ['one', 'two'].every((name) => accepted.has(`${name}-5`))
    await Promise.all([device(one.port, 'one', accepted, enough), device(two.port, 'two', accepted, enough)])
    assert.ok(accepted.size >= 12)
    const most = sink.seen.most
    await kill(one.child)
    const mails = await empty()
    assert.equal(most, 1)
    check(accepted, mails)
  })
})
