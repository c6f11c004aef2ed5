// How a device is set up, as one file for its program: which doors it takes, what it has to trust, and its password only when it was made for this.

import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import type { Account, Device, Listener } from '../../bridge/shapes.ts'
import { SesameError } from '../../model/errors.ts'
import type { Lang } from '../../model/lang.ts'
import type { Protocol } from '../../model/protocol.ts'
import type { Secret } from '../../model/secret.ts'
import { type Card, cardOf, shortCard } from '../../setup/card.ts'
import type { ClientSetup, SetupFormat } from '../../setup/shapes.ts'
import { writeSetup } from '../../setup/write-setup.ts'
import { textIn } from '../../text/index.ts'
import { writePrivately } from '../../vault/formats/private-file.ts'
import { openKeys } from '../keys.ts'
import { saveTextPrivately } from '../save.ts'
import { trustedAuthority } from './authority.ts'
import { type BridgeRequest, listBridge, renewBridgeDevice } from './devices.ts'
import { doorsFor } from './doors-for.ts'
import { signProfile } from './sign-profile.ts'
import { stableId } from './stable-id.ts'

export interface SetupRequest {
  readonly device: string
  readonly format: SetupFormat
  readonly lang: Lang
  readonly listeners: readonly Listener[]
  /** How the device reaches this machine, where that is no name of ours. */
  readonly host?: string | undefined
  /** TLS on this computer too. */
  readonly secure?: boolean
  /** Gives the device a new password, which is in the file. */
  readonly renew?: boolean
  /** Made a moment ago by `addBridgeDevice` or `renewBridgeDevice`. */
  readonly password?: Secret | undefined
  /** PEM file, for a signed profile. */
  readonly sign?: string | undefined
  /** Written there, for nobody else to read. */
  readonly file?: string | undefined
}

export interface DeviceSetup {
  readonly setup: ClientSetup
  readonly bytes: Buffer
  /** The same for a panel or a person, whatever the format. */
  readonly card: Card
  /** For a code that a telephone reads. */
  readonly shortText: string
  /** It holds the device's password. */
  readonly secret: boolean
  readonly missing: readonly Protocol[]
}

/** Throws `bridge-device-unknown`, `bridge-no-door`, `bridge-setup-format`, `profile-unsigned`, and what the vault throws where TLS or a new password needs it. */
export async function bridgeSetup(request: BridgeRequest, wanted: SetupRequest): Promise<DeviceSetup> {
  const { device, account } = await known(request, wanted.device)
  const { servers, missing } = doorsFor({ ...wanted, device, hostname: hostname() })
  if (servers.length === 0) throw new SesameError('bridge-no-door', { name: device.id, from: device.networks.join(', ') })
  const authority = servers.some(({ security }) => security !== 'plain') ? await authorityFor(request, wanted.listeners) : undefined
  const id = (part: string) => stableId(device.id, account.id, part)
  const setup: ClientSetup = {
    device: device.id,
    title: device.title,
    address: account.id,
    servers,
    passwordFile: join(homedir(), '.config', 'sesame', `${device.id}.password`),
    ids: { profile: id('profile'), mail: id('mail'), authority: id('authority') },
    authority,
  }
  // All of it is seen to be possible before the device's password dies for it.
  const before = await produced(setup, wanted)
  if (!wanted.renew && wanted.password === undefined) return { ...before, missing }
  const password = wanted.renew ? (await renewBridgeDevice(request, device.id)).password : wanted.password
  return { ...(await produced({ ...setup, password }, wanted)), missing }
}

/** Text, signature, file. */
async function produced(setup: ClientSetup, wanted: SetupRequest): Promise<Omit<DeviceSetup, 'missing'>> {
  const { format, lang, sign, file } = wanted
  const words = textIn(lang).bridgeSetup
  const text = written(setup, wanted)
  const bytes = sign === undefined ? Buffer.from(text) : await signProfile(text, sign)
  if (file !== undefined) await writePrivately(file, bytes, true)
  const secret = setup.password !== undefined && format !== 'autoconfig'
  return { setup, bytes, secret, card: cardOf(setup, words), shortText: shortCard(setup, words) }
}

function written(setup: ClientSetup, { format, lang }: SetupRequest): string {
  const text = writeSetup(format, setup, textIn(lang).bridgeSetup)
  if (text !== null) return text
  const protocols = setup.servers.map(({ protocol }) => protocol).join(', ')
  throw new SesameError('bridge-setup-format', { format, name: setup.device, protocols })
}

async function known(request: BridgeRequest, name: string): Promise<{ device: Device; account: Account }> {
  const { devices, accounts } = await listBridge(request)
  const device = devices.find(({ id }) => id === name)
  const account = accounts.find(({ id }) => id === device?.account)
  if (device && account) return { device, account }
  throw new SesameError('bridge-device-unknown', { name, near: devices.map(({ id }) => id).join(', ') })
}

/** Written where programs of this computer can read it. */
async function authorityFor(request: BridgeRequest, listeners: readonly Listener[]): Promise<NonNullable<ClientSetup['authority']>> {
  const keys = await openKeys(request)
  try {
    const { title, der, pem } = await trustedAuthority(
      keys.vault,
      listeners.map(({ address }) => address),
    )
    const file = join(keys.folder, 'bridge-authority.pem')
    await saveTextPrivately(file, pem)
    return { title, der, file }
  } finally {
    keys.close()
  }
}
