// Which doors the start form names, and the addresses of this computer that it offers.

import { networkInterfaces } from 'node:os'
import { keptListeners, type Listener } from '../../../sesame.ts'
import type { DeskBridgeText } from '../../../text/desk-bridge.ts'
import type { StartView } from '../../bridge-view.ts'
import type { DeskRoom } from '../desk.ts'
import type { ReadForm } from '../form.ts'

/** Beside the well-known numbers, so that no right of an administrator is needed. */
const USUAL = { imap: '1143', pop3: '1110', smtp: '1587' } as const
const PROTOCOLS = ['imap', 'pop3', 'smtp'] as const
const HERE = '127.0.0.1'

export async function startView(room: DeskRoom, form: ReadForm | null, fault: StartView['fault']): Promise<StartView> {
  const kept = await keptListeners(await room.bridge.request())
  const typed = form === null ? USUAL : Object.fromEntries(['where', ...PROTOCOLS].map((name) => [name, form.line(name, 45)]))
  return { kept, addresses: addresses().map(({ address }) => address), typed, fault }
}

/** The doors, or what is wrong with the form. */
export function startDoors(form: ReadForm, t: DeskBridgeText): readonly Listener[] | NonNullable<StartView['fault']> {
  const where = form.oneOf(
    'where',
    addresses().map(({ address }) => address),
  )
  const typed = PROTOCOLS.map((protocol) => ({ protocol, port: form.line(protocol, 10) })).filter(({ port }) => port !== '')
  if (typed.length === 0) return t.start.faultNone
  if (typed.some(({ port }) => !/^\d{1,5}$/.test(port) || Number(port) > 65_535)) return t.start.faultPort
  return usualDoors(
    typed.map(({ protocol, port }) => ({ protocol, port: Number(port) })),
    where,
  )
}

export function usualDoors(
  ports: readonly { readonly protocol: Listener['protocol']; readonly port: number }[] = PROTOCOLS.map((protocol) => ({
    protocol,
    port: Number(USUAL[protocol]),
  })),
  where?: string,
): readonly Listener[] {
  return [HERE, ...(where === undefined ? [] : [where])].flatMap((address) =>
    ports.map(({ protocol, port }) => ({ protocol, address, port, security: 'starttls' as const, oldTls: false })),
  )
}

/** IPv4 that others on the network reach: what panels of printers take. */
function addresses() {
  return Object.values(networkInterfaces())
    .flatMap((card) => card ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
}

/** 192.168.1.0/24, of each card. */
export function ownNetworks(): readonly string[] {
  return [...new Set(addresses().flatMap(({ cidr }) => (cidr === null ? [] : [networkOf(cidr)])))]
}

function networkOf(cidr: string): string {
  const [address = '', bits = '32'] = cidr.split('/')
  const mask = Number(bits) === 0 ? 0 : (~0 << (32 - Number(bits))) >>> 0
  const value = address.split('.').reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0)
  const base = (value & mask) >>> 0
  return `${[24, 16, 8, 0].map((shift) => (base >>> shift) & 255).join('.')}/${bits}`
}
