// A bridge between real clients and Debian's Dovecot: two mailboxes with tokens, two devices with passwords of ours.

import { randomBytes } from 'node:crypto'
import type { ServerTls } from '../../src/bridge/authority/server-tls.ts'
import { type Bridge, startBridge } from '../../src/bridge/bridge.ts'
import { hashDevicePassword, makeDevicePassword } from '../../src/bridge/device-password.ts'
import { openDoor } from '../../src/bridge/door.ts'
import type { Account, BridgeEvent, Device, KeySource, Listener } from '../../src/bridge/shapes.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'
import { type Dovecot, startDovecot } from '../real/dovecot.ts'
import { type Postfix, startPostfix } from '../real/postfix.ts'

export interface BridgeWorld {
  readonly dovecot: Dovecot
  readonly network: Network
  readonly bridge: Bridge
  readonly events: BridgeEvent[]
  readonly account: Account
  readonly device: Device
  /** Of the device. */
  readonly password: string
  /** What the owner's sign-in gives; tests change it. */
  readonly keys: { token: string; renewed: string | null; asked: number }
  port(protocol: Listener['protocol'], security?: Listener['security']): number
  /** What is said of the device from the next sign-in on. */
  change(changes: Partial<Device>): void
  stop(): Promise<void>
}

export const PLAIN_DOORS: readonly Listener[] = (['imap', 'pop3', 'smtp'] as const).map((protocol) => ({
  protocol,
  address: '127.0.0.1',
  port: 0,
  security: 'plain',
  oldTls: false,
}))

export function aDevice(account: Account, hash: string): Device {
  return {
    id: 'printer',
    title: 'Printer in the hall',
    account: account.id,
    hash,
    protocols: ['imap', 'pop3', 'smtp'],
    senders: [],
    networks: [],
    perMinute: null,
    expires: null,
    made: '2026-11-22T08:00:00Z',
    revoked: null,
    lastUsed: null,
    lastFrom: null,
    mend: false,
    queue: false,
    digest: false,
    oldTls: false,
  }
}

/** Many connections of one user, large messages, compression on request. */
const ROOMY = `
mail_max_userip_connections = 500
plugin {
  quota_rule = *:storage=1G
}
protocol imap {
  mail_plugins = quota imap_quota zlib imap_zlib
}
`

/** `sending`: with a Postfix behind Dovecot's submission. */
export async function bridgeWorld(listeners: readonly Listener[] = PLAIN_DOORS, sending = false, tls?: ServerTls): Promise<BridgeWorld> {
  const dovecot = await startDovecot({ extra: ROOMY })
  const postfix: Postfix | null = sending ? await startPostfix(dovecot) : null
  const network = createNetwork({ cacert: dovecot.ca, connectTo: [`${dovecot.host}::127.0.0.1:`] })
  const marie = dovecot.users[0]!
  const account: Account = {
    id: marie.user,
    upstream: { kind: 'oauth', grant: marie.user },
    endpoints: {
      imap: { protocol: 'imap', host: dovecot.host, port: dovecot.ports.imaps, security: 'tls' },
      pop3: { protocol: 'pop3', host: dovecot.host, port: dovecot.ports.pop3, security: 'starttls' },
      smtp: { protocol: 'smtp', host: dovecot.host, port: dovecot.ports.submission, security: 'starttls' },
    },
    sending: 'smtp',
  }
  const hashKey = randomBytes(32)
  const password = makeDevicePassword()
  const device: Device = aDevice(account, hashDevicePassword(password, hashKey))
  let changes: Partial<Device> = {}
  const keys = { token: marie.token, renewed: null as string | null, asked: 0 }
  const source: KeySource = {
    async key(_account, _protocol, notThis) {
      keys.asked += 1
      if (notThis !== undefined && keys.renewed === null) return { ok: false, shut: { kind: 'reauthorize', said: 'invalid_grant' } }
      const token = notThis === undefined ? keys.token : (keys.renewed as string)
      return { ok: true, key: { user: account.id, secret: new Secret(token), mechanisms: ['XOAUTH2', 'OAUTHBEARER'] } }
    },
  }
  const events: BridgeEvent[] = []
  let later = 0
  const door = openDoor(
    {
      deviceByHash: (hash) => (hash === device.hash ? { ...device, ...changes } : null),
      account: (id) => (id === account.id ? account : null),
      used: () => {},
    },
    hashKey,
    // Wrong passwords are forgotten at once: how long they are held against somebody is the door's own test.
    () => {
      later += 660_000
      return Date.now() + later
    },
  )
  const bridge = await startBridge({ network, listeners, door, keys: source, tls, handshakeMs: 3_000, on: (event) => events.push(event) })
  return {
    dovecot,
    network,
    bridge,
    events,
    account,
    device,
    password: password.reveal(),
    keys,
    port: (protocol, security = 'plain') =>
      bridge.doors.find(({ listener }) => listener.protocol === protocol && listener.security === security)!.port,
    change: (next) => {
      changes = next
    },
    async stop() {
      await bridge.stop()
      await postfix?.stop()
      await dovecot.stop()
    },
  }
}
