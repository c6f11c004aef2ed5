// The queue between real programs: swaks hands over, Dovecot takes the owner's token, Postfix delivers or refuses, and the bounce lies in the owner's mailbox; a disk that is really full.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Bridge } from '../../../src/bridge/bridge.ts'
import { startBridge } from '../../../src/bridge/bridge.ts'
import { hashDevicePassword, makeDevicePassword } from '../../../src/bridge/device-password.ts'
import { openDoor } from '../../../src/bridge/door.ts'
import { type MailQueue, startQueue } from '../../../src/bridge/queue/mail-queue.ts'
import { queuedRoute } from '../../../src/bridge/queue/queued-route.ts'
import { openSpool, type Spool } from '../../../src/bridge/queue/spool.ts'
import type { KeySource } from '../../../src/bridge/shapes.ts'
import { Secret } from '../../../src/model/secret.ts'
import { openStore, type Store } from '../../../src/store/database.ts'
import { listMail } from '../../../src/store/queue.ts'
import { aDevice, type BridgeWorld, bridgeWorld } from '../world.ts'
import { QUICK } from './quick.ts'

const run = promisify(execFile)

describe('the queue between real programs', () => {
  let t: BridgeWorld
  let folder: string
  let db: Store
  let queue: MailQueue
  let bridge: Bridge
  const password = makeDevicePassword()
  const key = Buffer.alloc(32, 7)
  before(async () => {
    t = await bridgeWorld([], true)
    folder = mkdtempSync(join(tmpdir(), 'sesame-real-queue-'))
    db = await openStore({ folder, env: {} })
    const keys: KeySource = {
      key: async () => ({
        ok: true,
        key: { user: t.account.id, secret: new Secret(t.keys.token), mechanisms: ['XOAUTH2', 'OAUTHBEARER'] },
      }),
    }
    queue = startQueue({
      ...{ network: t.network, keys, db, spool: await openSpool(folder), folder, on: () => {}, lang: () => 'fr' },
      ...{ accountOf: () => t.account, perMinute: () => null, messageBytes: () => 20_000_000 },
      ...QUICK,
    })
    const device = { ...aDevice(t.account, hashDevicePassword(password, key)), queue: true }
    const door = openDoor({ deviceByHash: (hash) => (hash === device.hash ? device : null), account: () => t.account, used: () => {} }, key)
    const listener = { protocol: 'smtp', address: '127.0.0.1', port: 0, security: 'plain', oldTls: false } as const
    bridge = await startBridge({ network: t.network, listeners: [listener], door, keys, on: () => {}, queued: queue.route })
  })
  after(async () => {
    await bridge?.stop()
    await queue?.stop()
    db?.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
    await t?.stop()
  })

  /** What lies in a mailbox and holds the words. */
  async function arrived(user: string, words: RegExp): Promise<string> {
    const place = join(t.dovecot.mail, user, 'Maildir', 'new')
    for (const end = performance.now() + 60_000; performance.now() < end; await wait(50)) {
      let names: string[] = []
      try {
        names = readdirSync(place)
      } catch {}
      const text = names.map((name) => readFileSync(join(place, name), 'utf8')).find((one) => words.test(one))
      if (text !== undefined) return text
    }
    throw new Error(`not arrived: ${words}\n${t.dovecot.log().slice(-2_000)}`)
  }

  it('to one who is there and one who is not: delivered once, and the refusal lies in the owner’s mailbox, in French', async () => {
    const [, jean] = t.dovecot.users
    const server = [
      '--server',
      `127.0.0.1:${bridge.doors[0]?.port}`,
      '--auth',
      'LOGIN',
      '--auth-user',
      t.account.id,
      '--auth-password',
      password.reveal(),
    ]
    const { stdout } = await run('swaks', [
      ...server,
      '--from',
      t.account.id,
      '--to',
      `${jean!.user},nobody@example.test`,
      '--h-Subject',
      'pages of today',
      '--body',
      'by the queue',
    ])
    assert.match(stdout, /<- {2}250 2\.0\.0 Queued as \w{10}/)
    assert.match(await arrived(jean!.user, /pages of today/), /by the queue/)
    const bounce = await arrived(t.account.id, /Auto-Submitted: auto-replied/i)
    const words = Buffer.from(/base64\r?\n\r?\n([A-Za-z0-9+/=\r\n]+?)\r?\n--/.exec(bounce)![1]!, 'base64').toString()
    assert.match(words, /Non remis à nobody@example\.test\u00a0:\r\n {2}Il n’y a pas de boîte de ce nom là-bas\./)
    assert.match(words, /Les mots du serveur\u00a0: 550 5\.1\.1 .*nobody@example\.test/)
    // A mail has arrived before its sender knows it.
    for (const end = performance.now() + 60_000; listMail(db, { open: true }).length > 0 && performance.now() < end; ) await wait(20)
    assert.deepEqual(
      listMail(db, { open: false }).map(({ state, to }) => [state, to.map((one) => one.state)]),
      [
        ['failed', ['sent', 'refused']],
        ['sent', ['sent']],
      ],
    )
  })

  it('a disk that is full: 452, nothing is left behind, and with room again it works', async () => {
    const small = join(folder, 'small')
    mkdirSync(small)
    // A container may not be let mount: then the disk only says that it is full.
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'none', small]).then(
      () => true,
      () => false,
    )
    try {
      const spool = mounted ? await openSpool(small) : fullAt(300_000, await openSpool(small))
      const limits = { messageBytes: 10_000_000, queueBytes: 10_000_000, queueMails: 10, spareBytes: 0 }
      const route = queuedRoute(t.device, t.account, { db, spool, limits, now: Date.now, on: () => {}, wake: () => {} })
      const hand = async (size: number) => {
        await route.from(t.account.id, '')
        await route.to('a@example.test', '')
        const ready = await route.data()
        if (!ready.ok) return ready.lines[0]
        for (let sent = 0; sent < size; sent += 10_000) await route.write(Buffer.alloc(10_000, 'x\r\n'))
        return (await route.end()).lines[0]
      }
      const before = listMail(db, { open: false }).length
      assert.equal(await hand(600_000), '452 4.3.1 No room on the disk of this bridge; try again later')
      assert.deepEqual([readdirSync(join(small, 'queue')), listMail(db, { open: false }).length], [[], before])
      assert.match((await hand(100_000)) ?? '', /^250 2\.0\.0 Queued/)
      await route.close()
    } finally {
      if (mounted) await run('umount', [small])
    }
  })
})

function fullAt(bytes: number, spool: Spool): Spool {
  return {
    ...spool,
    async begin() {
      const file = await spool.begin()
      let size = 0
      return {
        ...file,
        async write(piece) {
          size += piece.length
          if (size > bytes) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
          await file.write(piece)
        },
      }
    },
  }
}
