// Which of the bridge's doors a device takes: on this computer the plain way, from elsewhere over TLS only.

import { isLoopback } from '../../bridge/authority/names.ts'
import { comesFrom } from '../../bridge/networks.ts'
import type { Device, Listener } from '../../bridge/shapes.ts'
import type { Protocol } from '../../model/protocol.ts'
import type { SetupServer } from '../../setup/shapes.ts'

export interface DoorsWanted {
  readonly device: Pick<Device, 'protocols' | 'networks' | 'oldTls'>
  readonly listeners: readonly Listener[]
  /** Of this machine. */
  readonly hostname: string
  /** How the device reaches this machine, where that is no name of ours. */
  readonly host?: string | undefined
  /** TLS on this computer too. */
  readonly secure?: boolean
}

export interface Doors {
  readonly servers: readonly SetupServer[]
  /** What it may use and nobody listens for where it can come. */
  readonly missing: readonly Protocol[]
}

const ANY = ['0.0.0.0', '::']
const LOOPBACK = '127.0.0.1'

export function doorsFor({ device, listeners, hostname, host, secure = false }: DoorsWanted): Doors {
  const local = comesFrom(device.networks, LOOPBACK) || comesFrom(device.networks, '::1')
  const remote = device.networks.some((network) => !isLoopback(network.split('/')[0] as string))
  const servers: SetupServer[] = []
  const missing: Protocol[] = []
  for (const protocol of device.protocols) {
    const mine = listeners.filter((one) => one.protocol === protocol && (!one.oldTls || device.oldTls))
    const far = remote
      ? best(
          mine.filter(({ address, security }) => !isLoopback(address) && security !== 'plain'),
          true,
        )
      : undefined
    const near = local
      ? best(
          mine.filter(({ address }) => isLoopback(address) || ANY.includes(address)),
          secure,
        )
      : undefined
    const { address, port, security } = far ?? near ?? { address: null, port: 0, security: 'plain' as const }
    if (address === null) missing.push(protocol)
    else if (far) servers.push({ protocol, port, security, host: host ?? (ANY.includes(address) ? hostname : address) })
    // Not every program finds an address in a certificate; the name is in it too.
    else if (security === 'tls' || (secure && security === 'starttls')) servers.push({ protocol, port, security, host: 'localhost' })
    else servers.push({ protocol, port, security: 'plain', host: ANY.includes(address) ? LOOPBACK : address })
  }
  return { servers, missing }
}

const ORDER = { safe: ['tls', 'starttls', 'plain'], easy: ['plain', 'starttls', 'tls'] } as const

function best(doors: readonly Listener[], safe: boolean): Listener | undefined {
  const order: readonly string[] = safe ? ORDER.safe : ORDER.easy
  return [...doors].sort((a, b) => order.indexOf(a.security) - order.indexOf(b.security))[0]
}
