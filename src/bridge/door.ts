// Who may come in: a device is found by its password, then everything that was said about it is checked. A wrong password costs its sender time, and the provider nothing.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { Secret } from '../model/secret.ts'
import { hashDevicePassword } from './device-password.ts'
import { comesFrom } from './networks.ts'
import type { Account, Admission, Denial, Device, Knock } from './shapes.ts'

export interface Roll {
  /** By the hash of its password, revoked ones too. */
  deviceByHash(hash: string): Device | null
  account(id: string): Account | null
  /** Devices that answer a challenge. For these few the password is kept, in the vault. */
  digestDevices?(): readonly Device[]
  /** There is one; asked at each greeting. */
  anyDigest?(): boolean
  digestPassword?(device: Device): Promise<Secret | null>
  used(device: Device, from: string): void
}

export interface Door {
  /** The caller waits `waitMs` before it answers a denial. Throws only what reading the passwords of digest devices throws. */
  knock(knock: Knock): Promise<Admission>
  /** Some device answers a challenge instead of saying its password. */
  readonly offersDigest: boolean
}

/** How long one address is made to wait, by how often it was wrong lately. */
const WAITS = [200, 500, 1_000, 2_000, 4_000, 8_000] as const
const TOO_MANY = 20
const FORGET_MS = 600_000
const MOST_REMEMBERED = 10_000

/** `key`: the vault's key for device passwords. `now` in milliseconds. */
export function openDoor(roll: Roll, key: Buffer, now: () => number = Date.now): Door {
  const wrong = new Map<string, { times: number; last: number }>()

  function denied(knock: Knock, why: Denial, device?: string): Admission {
    const before = wrong.get(knock.from)
    const times = before !== undefined && now() - before.last < FORGET_MS ? before.times + 1 : 1
    // The oldest is forgotten first; whoever has that many addresses is not slowed by memory anyway.
    if (wrong.size >= MOST_REMEMBERED) wrong.delete(wrong.keys().next().value as string)
    wrong.delete(knock.from)
    wrong.set(knock.from, { times, last: now() })
    const waitMs = WAITS[Math.min(times, WAITS.length) - 1] as number
    return { ok: false, why: times > TOO_MANY ? 'too-many' : why, waitMs, ...(device !== undefined && { device }) }
  }

  return {
    get offersDigest() {
      return roll.anyDigest?.() ?? false
    },
    async knock(knock) {
      const { proof } = knock
      const device = proof instanceof Secret ? roll.deviceByHash(hashDevicePassword(proof, key)) : await byDigest(roll, proof)
      if (device === null) return denied(knock, 'wrong-password')
      const account = roll.account(device.account)
      if (account === null || !named(knock.user, device, account)) return denied(knock, 'wrong-password')
      const why = refusal(device, knock, now())
      if (why !== null) return denied(knock, why, device.id)
      wrong.delete(knock.from)
      roll.used(device, knock.from)
      return { ok: true, device, account }
    },
  }
}

// RFC 2195 §2: the challenge, keyed with the password, in lower-case hexadecimal.
async function byDigest(
  roll: Roll,
  { challenge, response }: { readonly challenge: string; readonly response: string },
): Promise<Device | null> {
  const said = Buffer.from(response)
  for (const device of roll.digestDevices?.() ?? []) {
    const password = await roll.digestPassword?.(device)
    if (!password) continue
    const right = Buffer.from(createHmac('md5', password.reveal()).update(challenge).digest('hex'))
    if (right.length === said.length && timingSafeEqual(right, said)) return device
  }
  return null
}

/** The address of the mailbox, its local part, or the name of the device: panels have short fields. */
function named(user: string, device: Device, account: Account): boolean {
  const said = user.trim().toLowerCase()
  return (
    said === account.id || said === account.id.split('@')[0] || said === device.id.toLowerCase() || said === account.delegate?.toLowerCase()
  )
}

function refusal(device: Device, knock: Knock, now: number): Denial | null {
  if (device.revoked !== null) return 'revoked'
  if (device.expires !== null && now > Date.parse(device.expires)) return 'expired'
  if (!device.protocols.includes(knock.protocol)) return 'protocol'
  if (!comesFrom(device.networks, knock.from)) return 'network'
  // Beyond this computer a password crosses no plain connection.
  if (!knock.secure && !comesFrom([], knock.from)) return 'insecure'
  if (knock.oldTls && !device.oldTls) return 'old-tls'
  return null
}
