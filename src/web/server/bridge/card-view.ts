// What to type on a device, and the files and the square that can be made for it, from where a bridge listens now or would.

import { encode } from 'uqr'
import { SesameError } from '../../../model/errors.ts'
import type { Lang } from '../../../model/lang.ts'
import type { Protocol } from '../../../model/protocol.ts'
import type { Secret } from '../../../model/secret.ts'
import { bridgeSetup, bridgeStatus, type DeviceSetup, keptListeners, type Listener, type SetupFormat } from '../../../sesame.ts'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import { textIn } from '../../../text/index.ts'
import type { CardView, ReadyData } from '../../bridge-view.ts'
import type { DeskRoom } from '../desk.ts'
import { usualDoors } from './start-form.ts'

/** What a camera still reads from a screen. */
const MOST = 1_200

/** The doors that are open now, of whatever process. */
export async function openDoors(room: DeskRoom, lang: Lang): Promise<readonly Listener[]> {
  const { runs } = await bridgeStatus({ ...(await room.bridge.request()), lang })
  return runs.flatMap(({ state, doors }) =>
    state !== 'running'
      ? []
      : doors.map(({ protocol, address, port, security }) => ({
          ...{ protocol: protocol as Protocol, address, port, oldTls: false },
          security: security as Listener['security'],
        })),
  )
}

export interface SetupWanted {
  readonly device: string
  readonly format: SetupFormat
  readonly lang: Lang
  readonly password?: Secret | undefined
}

/** Where nobody listens now: as it would be. Throws what `bridgeSetup` throws. */
export async function setupFor(room: DeskRoom, wanted: SetupWanted, doors: readonly Listener[]): Promise<DeviceSetup> {
  const request = await room.bridge.request()
  const listeners = doors.length > 0 ? doors : ((await keptListeners(request)) ?? usualDoors())
  const { state } = await room.vault.view(wanted.lang)
  // Only TLS needs the vault: a card for this computer is shown without it.
  if (state !== 'open') return bridgeSetup(request, { ...wanted, listeners })
  return room.vault.use((vault) => bridgeSetup({ ...request, vault }, { ...wanted, listeners }))
}

export interface Shown {
  readonly card: CardView
  readonly qr: ReadyData['qr']
}

/** Never throws for what can be said beside it: the password must come through. */
export async function cardView(room: DeskRoom, wanted: Omit<SetupWanted, 'format'>, doors: readonly Listener[]): Promise<Shown> {
  const t = bridgeOnDesk(wanted.lang)
  try {
    const { card, setup, shortText, missing } = await setupFor(room, { ...wanted, format: 'card' }, doors)
    const labels = textIn(wanted.lang).bridgeSetup.card
    const parts = card.parts.map(({ title, rows }) => ({
      title,
      rows: rows.filter((row) => row.label !== labels.password).map((row) => ({ ...row, copied: row.label !== labels.security })),
    }))
    const qr =
      wanted.password !== undefined && Buffer.byteLength(shortText) <= MOST ? encode(shortText, { ecc: 'L', border: 4 }).data : null
    return {
      qr,
      card: {
        parts,
        notes: card.notes,
        missing: missing.map((one) => one.toUpperCase()).join(', '),
        trusts: setup.authority !== undefined,
        trouble: null,
      },
    }
  } catch (error) {
    if (!(error instanceof SesameError)) throw error
    const trouble = error.code === 'bridge-no-door' ? t.test.outcomes['no-door'] : textIn(wanted.lang).error(error.code, error.args)
    return { qr: null, card: { parts: [], notes: [], missing: '', trusts: false, trouble } }
  }
}

/** The files that this device's protocols allow. */
export function formatsFor(protocols: readonly Protocol[]): readonly SetupFormat[] {
  const [sends, imap] = [protocols.includes('smtp'), protocols.includes('imap')]
  const reads = imap || protocols.includes('pop3')
  return [
    ...(reads && sends ? (['mobileconfig'] as const) : []),
    ...(reads ? (['thunderbird'] as const) : []),
    'card',
    'env',
    ...(sends ? (['msmtp'] as const) : []),
    ...(imap ? (['mbsync'] as const) : []),
    ...(reads ? (['fetchmail'] as const) : []),
    ...(imap && sends ? (['neomutt'] as const) : []),
    'autoconfig',
  ]
}

/** What the browser is to call it, and what it is. */
export function fileName(device: string, format: SetupFormat): { readonly name: string; readonly type: string } {
  if (format === 'mobileconfig') return { name: `${device}.mobileconfig`, type: 'application/x-apple-aspen-config' }
  if (format === 'autoconfig') return { name: `${device}-autoconfig.xml`, type: 'application/xml' }
  return { name: `${device}-${format}.txt`, type: 'text/plain; charset=utf-8' }
}
