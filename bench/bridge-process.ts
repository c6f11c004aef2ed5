// The bridge in a process of its own, for bench/bridge.ts: what it costs in time of the processor and in memory is asked over IPC.

import { randomBytes } from 'node:crypto'
import { startBridge } from '../src/bridge/bridge.ts'
import { hashDevicePassword, makeDevicePassword } from '../src/bridge/device-password.ts'
import { openDoor } from '../src/bridge/door.ts'
import type { Account } from '../src/bridge/shapes.ts'
import { Secret } from '../src/model/secret.ts'
import { createNetwork } from '../src/net/create.ts'
import { aDevice, PLAIN_DOORS } from '../test/bridge/world.ts'

export interface BridgeTask {
  readonly host: string
  readonly cacert: string
  readonly user: string
  readonly token: string
  readonly ports: { readonly imaps: number; readonly pop3s: number; readonly submission: number }
}
export interface BridgeReady {
  readonly password: string
  readonly ports: Readonly<Record<'imap' | 'pop3' | 'smtp', number>>
}
export interface BridgeUsage {
  readonly cpuMs: number
  readonly rss: number
  /** Our own part of the latest sign-ins, as the bridge tells it: from the client's wish to its answer. */
  readonly signInMs: readonly number[]
}

const task = JSON.parse(process.argv[2] as string) as BridgeTask
const network = createNetwork({ cacert: task.cacert, connectTo: [`${task.host}::127.0.0.1:`] })
const { host, user, ports } = task
const account: Account = {
  id: user,
  upstream: { kind: 'oauth', grant: user },
  endpoints: {
    imap: { protocol: 'imap', host, port: ports.imaps, security: 'tls' },
    pop3: { protocol: 'pop3', host, port: ports.pop3s, security: 'tls' },
    smtp: { protocol: 'smtp', host, port: ports.submission, security: 'starttls' },
  },
  sending: 'smtp',
}
const hashKey = randomBytes(32)
const password = makeDevicePassword()
const device = aDevice(account, hashDevicePassword(password, hashKey))
const roll = { deviceByHash: (hash: string) => (hash === device.hash ? device : null), account: () => account, used: () => {} }
const signInMs: number[] = []
const bridge = await startBridge({
  network,
  listeners: PLAIN_DOORS,
  door: openDoor(roll, hashKey),
  keys: { key: async () => ({ ok: true, key: { user, secret: new Secret(task.token), mechanisms: ['XOAUTH2', 'OAUTHBEARER'] } }) },
  on: (event) => {
    if (event.kind === 'admitted') signInMs.push(event.ms)
    if (event.kind === 'shut' || event.kind === 'broken') process.stderr.write(`${JSON.stringify(event)}\n`)
  },
})
const port = (protocol: string) => bridge.doors.find(({ listener }) => listener.protocol === protocol)!.port
process.on('message', () => {
  const { user: u, system } = process.cpuUsage()
  process.send!({ cpuMs: (u + system) / 1000, rss: process.memoryUsage().rss, signInMs: signInMs.splice(0) } satisfies BridgeUsage)
})
process.on('disconnect', () => process.exit(0))
process.send!({
  password: password.reveal(),
  ports: { imap: port('imap'), pop3: port('pop3'), smtp: port('smtp') },
} satisfies BridgeReady)
