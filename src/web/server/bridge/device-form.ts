// The form of a new device: what was typed, what is wrong with it in words, and the device that it asks for.

import { SesameError } from '../../../model/errors.ts'
import type { Lang } from '../../../model/lang.ts'
import type { addBridgeDevice } from '../../../sesame.ts'
import type { DeskBridgeText } from '../../../text/desk-bridge.ts'
import { textIn } from '../../../text/index.ts'
import type { AddDeviceData } from '../../bridge-view.ts'
import type { DeskRoom } from '../desk.ts'
import type { ReadForm } from '../form.ts'

export type NewDevice = Parameters<typeof addBridgeDevice>[1]
type Fault = NonNullable<AddDeviceData['fault']>

const LINES = ['name', 'title', 'signin', 'shared', 'per-minute', 'expires', 'mend', 'queue', 'graph', 'oldTls'] as const
const TEXTS = ['senders', 'networks'] as const
const PROTOCOLS = ['imap', 'pop3', 'smtp'] as const
const MAILBOX = /^(oauth|app-password|password)\/(.+@.+)$/

/** Of the vault, by name alone. */
export async function signInsFor(room: DeskRoom): Promise<AddDeviceData['signIns']> {
  const found = (await room.vault.names()).flatMap(({ name }) => {
    const [, sort, address] = MAILBOX.exec(name) ?? []
    return sort !== undefined && address !== undefined ? [{ entry: name, address, sort }] : []
  })
  // An address that has both is opened by OAuth.
  const oauth = new Set(found.filter(({ sort }) => sort === 'oauth').map(({ address }) => address))
  return found.filter(({ sort, address }) => sort === 'oauth' || !oauth.has(address))
}

export function typedOf(form: ReadForm): Pick<AddDeviceData, 'typed' | 'protocols'> {
  const entries = [...LINES.map((name) => [name, form.line(name, 320)]), ...TEXTS.map((name) => [name, form.text(name, 4_000)])]
  return { typed: Object.fromEntries(entries), protocols: form.data.getAll('protocols').map(String).slice(0, 10) }
}

/** The device, or what is wrong that the use would say less plainly. */
export function deviceOf(form: ReadForm, signIns: AddDeviceData['signIns'], t: DeskBridgeText): NewDevice | Fault {
  const { typed, protocols } = typedOf(form)
  const { faults } = t.add
  const chosen = signIns.find(({ entry }) => entry === typed.signin)
  if (chosen === undefined) return { field: 'signin', ...faults.signIn }
  const wanted = PROTOCOLS.filter((one) => protocols.includes(one))
  if (wanted.length === 0) return { field: 'protocols', ...faults.protocols }
  const expires = typed.expires ?? ''
  if (expires !== '' && !(Date.parse(expires) > Date.now())) return { field: 'expires', ...faults.expires }
  const perMinute = typed['per-minute'] ?? ''
  if (perMinute !== '' && !/^[1-9]\d{0,4}$/.test(perMinute)) return { field: 'per-minute', ...faults['per-minute'] }
  const senders = words(typed.senders)
  if (senders.some((one) => !isAddress(one))) return { field: 'senders', ...faults.senders }
  const shared = typed.shared ?? ''
  if (shared !== '' && !isAddress(shared)) return { field: 'shared', ...faults.shared }
  return {
    name: (typed.name ?? '').toLowerCase(),
    title: typed.title || undefined,
    address: shared || chosen.address,
    delegate: shared === '' ? undefined : chosen.address,
    protocols: wanted,
    senders,
    networks: words(typed.networks),
    perMinute: perMinute === '' ? undefined : Number(perMinute),
    expires: expires || undefined,
    mend: typed.mend === '1',
    queue: typed.queue === '1',
    oldTls: typed.oldTls === '1',
    // Left out, what was so before stays so.
    ...(typed.graph === '1' && { graph: true, queue: true }),
  }
}

/** What the use refused, beside its field. What is unknown is thrown on. */
export function deviceFault(error: unknown, t: DeskBridgeText, lang: Lang): Fault {
  if (!(error instanceof SesameError)) throw error
  const { faults } = t.add
  const field = error.code === 'record-invalid' ? error.args.field : ''
  if (field === 'NAME') return { field: 'name', ...faults.name }
  if (field === '--networks') return { field: 'networks', ...faults.networks }
  if (error.code === 'bridge-device-exists') return { field: 'name', ...faults.taken }
  if (error.code === 'sign-in-unknown') return { field: 'signin', ...faults.signIn }
  if (error.code === 'address-invalid') return { field: 'shared', ...faults.shared }
  return { field: '', ...textIn(lang).error(error.code, error.args) }
}

const words = (text = '') => text.split(/[\s,;]+/).filter((word) => word !== '')
const isAddress = (text: string) => /^[^@\s]+@[^@\s]+$/.test(text)
