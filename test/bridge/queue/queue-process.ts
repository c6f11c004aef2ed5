// A bridge with its queue as a process of its own, so that it can be killed: told by its environment where to store, where to send, and whom to let in.

import { startBridge } from '../../../src/bridge/bridge.ts'
import { openDoor } from '../../../src/bridge/door.ts'
import { startQueue } from '../../../src/bridge/queue/mail-queue.ts'
import { openSpool } from '../../../src/bridge/queue/spool.ts'
import type { Device, KeySource } from '../../../src/bridge/shapes.ts'
import { Secret } from '../../../src/model/secret.ts'
import { createNetwork } from '../../../src/net/create.ts'
import { openStore } from '../../../src/store/database.ts'
import { QUICK, sinkAccount } from './quick.ts'

const { folder, host, sinkPort, ca, hash, hashKey, told } = JSON.parse(process.env.QUEUE_PROCESS ?? '{}') as Record<string, string>
const account = sinkAccount({ host: host as string, port: Number(sinkPort) })
const device = JSON.parse(told as string) as Device
const network = createNetwork({ cacert: ca as string, connectTo: [`${host}::127.0.0.1:`] })
const keys: KeySource = {
  key: async () => ({ ok: true, key: { user: account.id, secret: new Secret('token-of-the-process'), mechanisms: ['XOAUTH2'] } }),
}
const db = await openStore({ folder: folder as string, env: {} })
const spool = await openSpool(folder as string)
const queue = startQueue({
  ...{ network, keys, db, spool, folder: folder as string, lang: () => 'en', on: () => {}, perMinute: () => null },
  ...{ accountOf: () => account, messageBytes: () => 20_000_000 },
  ...QUICK,
})
const door = openDoor(
  { deviceByHash: (said) => (said === hash ? device : null), account: () => account, used: () => {} },
  Buffer.from(hashKey as string, 'hex'),
)
const listener = { protocol: 'smtp', address: '127.0.0.1', port: 0, security: 'plain', oldTls: false } as const
const bridge = await startBridge({ network, listeners: [listener], door, keys, on: () => {}, queued: queue.route })
process.stdout.write(`${bridge.doors[0]?.port}\n`)
