// A queue in a folder of its own, in front of the sink: what comes in, what goes out, what is on the disk between.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type MailQueue, type MailQueueOptions, startQueue } from '../../../src/bridge/queue/mail-queue.ts'
import type { QueueEvent } from '../../../src/bridge/queue/queue-event.ts'
import { openSpool } from '../../../src/bridge/queue/spool.ts'
import type { Account, Device, KeySource, Shut } from '../../../src/bridge/shapes.ts'
import type { SmtpAnswer } from '../../../src/bridge/smtp-route.ts'
import { Secret } from '../../../src/model/secret.ts'
import { createNetwork } from '../../../src/net/create.ts'
import { openStore, type Store } from '../../../src/store/database.ts'
import { findMail, type StoredMail } from '../../../src/store/queue.ts'
import { aDevice } from '../world.ts'
import { QUICK, sinkAccount } from './quick.ts'
import type { Sink } from './smtp-sink.ts'

export const TOKEN = 'planted-token-5b1f0c'

export interface QueueWorld {
  readonly folder: string
  readonly db: Store
  readonly account: Account
  readonly device: Device
  readonly events: QueueEvent[]
  /** Set: no key is given, for this reason. */
  shut: Shut | null
  queue: MailQueue
  hand(message: string, to: readonly string[], parameters?: string): Promise<SmtpAnswer>
  /** Throws when it takes too long. */
  until(what: string, done: () => boolean): Promise<void>
  mail(id: string): StoredMail
  restart(options?: Partial<MailQueueOptions>): Promise<void>
  close(): Promise<void>
}

export async function queueWorld(sink: Sink, options: Partial<MailQueueOptions> = {}, changes: Partial<Account> = {}): Promise<QueueWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-queue-'))
  const account = sinkAccount(sink, changes)
  const device = aDevice(account, 'x')
  const events: QueueEvent[] = []
  const keys: KeySource = {
    async key() {
      if (world.shut !== null) return { ok: false, shut: world.shut }
      return { ok: true, key: { user: account.id, secret: new Secret(TOKEN), mechanisms: ['XOAUTH2'] } }
    },
  }
  const network = createNetwork({ cacert: sink.caPem, connectTo: [`${sink.host}::127.0.0.1:`] })
  const db = await openStore({ folder, env: {} })
  const spool = await openSpool(folder)
  const start = (more: Partial<MailQueueOptions> = {}) =>
    startQueue({
      ...{ network, keys, db, spool, folder, lang: () => 'en' as const, on: (event: QueueEvent) => void events.push(event) },
      ...{ accountOf: (id: string) => (id === account.id ? account : null), perMinute: () => null, messageBytes: () => 20_000_000 },
      ...QUICK,
      ...options,
      ...more,
    })
  const world: QueueWorld = {
    ...{ folder, db, account, device, events, shut: null, queue: start() },
    async hand(message, to, parameters = '') {
      const route = world.queue.route(device, account)
      try {
        const from = await route.from(account.id, parameters)
        if (!from.ok) return from
        for (const one of to) await route.to(one, '')
        const ready = await route.data()
        if (!ready.ok) return ready
        await route.write(Buffer.from(message))
        return await route.end()
      } finally {
        await route.close()
      }
    },
    async until(what, done) {
      const end = performance.now() + 60_000
      while (!done()) {
        if (performance.now() > end) throw new Error(`not so in time: ${what}\n${JSON.stringify(events.slice(-10), null, 1)}`)
        await wait(10)
      }
    },
    mail: (id) => findMail(db, id) as StoredMail,
    async restart(more) {
      await world.queue.stop()
      world.queue = start(more)
    },
    async close() {
      await world.queue.stop()
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return world
}

export const idOf = ({ lines }: SmtpAnswer): string => /Queued as (\w+)/.exec(lines[0] ?? '')?.[1] ?? ''

export function letter(subject: string, to = 'anna@example.org', body = 'Hello.'): string {
  return `From: scan@contoso.example\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\n${body}\r\n`
}
