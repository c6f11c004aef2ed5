// The ways to get at the data key: each slot wraps it under a passphrase or under a random key that the system's keyring keeps.

import { createCipheriv, createDecipheriv, randomBytes, randomUUID, scrypt } from 'node:crypto'
import type { Secret } from '../model/secret.ts'

export interface PassphraseSlot {
  readonly kind: 'passphrase'
  readonly id: string
  /** scrypt's N as a power of two, r and p (RFC 7914 §2). */
  readonly log2n: number
  readonly r: number
  readonly p: number
  readonly salt: string
  readonly nonce: string
  readonly key: string
}

export interface KeyringSlot {
  readonly kind: 'keyring'
  readonly id: string
  readonly nonce: string
  readonly key: string
}

export type Slot = PassphraseSlot | KeyringSlot

/** 128 MiB and a fifth to half of a second: what a guess costs. */
export const COST = { log2n: 17, r: 8, p: 1 } as const
export type Cost = { readonly log2n: number; readonly r: number; readonly p: number }
/** What a file may ask of this machine: at most 1 GiB (log2n 20, r 8). */
const BOUNDS = { log2n: [10, 20], r: [1, 16], p: [1, 4], memory: 2 ** 30 } as const
/** GCM: nonce of 96 bits, tag of 128 (NIST SP 800-38D §5.2.1). */
const NONCE = 12
const TAG = 16

export async function passphraseSlot(vault: string, key: Buffer, passphrase: Secret, cost: Cost = COST): Promise<PassphraseSlot> {
  const { log2n, r, p } = cost
  const salt = randomBytes(16)
  const shape = { kind: 'passphrase', id: randomUUID(), log2n, r, p, salt: salt.toString('base64') } as const
  const kek = await derived(passphrase, salt, shape)
  return { ...shape, ...wrapped(kek, key, aad(vault, shape)) }
}

export function keyringSlot(vault: string, key: Buffer, kek: Buffer): KeyringSlot {
  const shape = { kind: 'keyring', id: randomUUID() } as const
  return { ...shape, ...wrapped(kek, key, aad(vault, shape)) }
}

/** Null when it is another passphrase. */
export async function openPassphraseSlot(vault: string, slot: PassphraseSlot, passphrase: Secret): Promise<Buffer | null> {
  return unwrapped(await derived(passphrase, Buffer.from(slot.salt, 'base64'), slot), slot, aad(vault, slot))
}

export function openKeyringSlot(vault: string, slot: KeyringSlot, kek: Buffer): Buffer | null {
  return unwrapped(kek, slot, aad(vault, slot))
}

/** What a file says of a slot, checked; null when it is none, or asks too much of this machine. */
export function slotOf(value: unknown): Slot | null {
  const { kind, id, log2n, r, p, salt, nonce, key } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  if (!isText(id) || !isText(nonce) || !isText(key) || Buffer.from(nonce, 'base64').length !== NONCE) return null
  if (Buffer.from(key, 'base64').length <= TAG) return null
  if (kind === 'keyring') return { kind, id, nonce, key }
  if (kind !== 'passphrase' || !isText(salt) || salt.length > 100) return null
  if (!within(log2n, BOUNDS.log2n) || !within(r, BOUNDS.r) || !within(p, BOUNDS.p)) return null
  if (128 * 2 ** log2n * r > BOUNDS.memory) return null
  return { kind, id, log2n, r, p, salt, nonce, key }
}

/** AES-256-GCM with a fresh nonce; what `bound` says cannot be changed without the key. */
export function wrapped(key: Buffer, plain: Buffer, bound: string): { readonly nonce: string; readonly key: string } {
  const { nonce, data } = encrypt(key, plain, bound)
  return { nonce: nonce.toString('base64'), key: data.toString('base64') }
}

export function encrypt(key: Buffer, plain: Buffer, bound: string): { readonly nonce: Buffer; readonly data: Buffer } {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(bound))
  return { nonce, data: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) }
}

/** Null when the key, the nonce, the data or what they are bound to is another. */
export function decrypt(key: Buffer, nonce: Buffer, data: Buffer, bound: string): Buffer | null {
  if (nonce.length !== NONCE || data.length < TAG || key.length !== 32) return null
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
    .setAAD(Buffer.from(bound))
    .setAuthTag(data.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(data.subarray(0, -TAG)), decipher.final()])
  } catch {
    return null
  }
}

function unwrapped(kek: Buffer, slot: Slot, bound: string): Buffer | null {
  return decrypt(kek, Buffer.from(slot.nonce, 'base64'), Buffer.from(slot.key, 'base64'), bound)
}

/** Everything of the slot but what is wrapped. */
function aad(vault: string, slot: Pick<Slot, 'kind' | 'id'> | Omit<PassphraseSlot, 'nonce' | 'key'>): string {
  const { kind, id, log2n, r, p, salt } = slot as Partial<PassphraseSlot>
  return JSON.stringify({ vault, kind, id, log2n, r, p, salt })
}

/** The same letters typed on another keyboard must open it: composed forms (as RFC 8265 §4.2.2 has it for passwords). */
function derived(passphrase: Secret, salt: Buffer, { log2n, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** log2n
  return new Promise((resolve, reject) =>
    scrypt(passphrase.reveal().normalize('NFC'), salt, 32, { N, r, p, maxmem: 128 * N * r + 2 ** 25 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )
}

function within(value: unknown, [least, most]: readonly [number, number]): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length < 10_000
}
