// Our vault file: a header that can be read, and the entries, encrypted. A sum over the bytes tells a damaged file from a wrong passphrase.

import { createHash } from 'node:crypto'
import { SesameError } from '../model/errors.ts'
import type { Slot } from './slots.ts'
import { slotOf } from './slots.ts'

export const VERSION = 1
/** Far more than anybody keeps; more is not ours. */
export const LARGEST = 256 * 1024 * 1024

/** What stands in clear. `keyId` names the data key, so that a key that became old is known as such. */
export interface Header {
  readonly id: string
  readonly keyId: string
  readonly slots: readonly Slot[]
  /** Where the entries are, when a KeePass file keeps them instead. */
  readonly kdbx?: string
}

/** `nonce` and `data` are absent when a KeePass file keeps the entries. */
export interface Sealed {
  readonly header: Header
  readonly nonce: Buffer
  readonly data: Buffer
}

const TAIL = /,\n "check": "([0-9a-f]{64})"\n}\n$/

/** The header as one text: what the encryption is bound to. */
export function boundTo({ id, keyId, slots, kdbx }: Header): string {
  return JSON.stringify({ sesame: 'vault', version: VERSION, id, keyId, slots, ...(kdbx !== undefined && { kdbx }) })
}

export function sealedBytes({ header, nonce, data }: Sealed): Buffer {
  const { id, keyId, slots, kdbx } = header
  const readable = { sesame: 'vault', version: VERSION, id, keyId, slots, ...(kdbx !== undefined && { kdbx }) }
  const text = JSON.stringify({ ...readable, nonce: nonce.toString('base64'), data: data.toString('base64') }, null, 1)
  const body = text.replace(/\n}$/, '')
  return Buffer.from(`${body},\n "check": "${sumOf(body)}"\n}\n`)
}

/** Throws `vault-damaged` or `vault-newer`; whatever the bytes are, nothing else. */
export function readSealed(bytes: Buffer, file: string): Sealed {
  const damaged = (why: string) => new SesameError('vault-damaged', { file, why, backup: `${file}.bak` })
  if (bytes.length === 0) throw damaged('empty')
  if (bytes.length > LARGEST) throw damaged('too-large')
  const text = bytes.toString('utf8')
  const tail = TAIL.exec(text.slice(-100))
  if (tail === null) throw damaged(text.startsWith('{\n "sesame": "vault"') ? 'cut-short' : 'not-a-vault')
  if (sumOf(text.slice(0, text.length - tail[0].length)) !== tail[1]) throw damaged('changed')
  // From here the bytes are what a Sésame wrote, or somebody who took the trouble to sum them.
  const value = parsed(text)
  if (value?.sesame !== 'vault' || typeof value.version !== 'number') throw damaged('not-a-vault')
  if (value.version > VERSION) throw new SesameError('vault-newer', { file })
  const slots = Array.isArray(value.slots) && value.slots.length <= 16 ? value.slots.map(slotOf) : [null]
  const nonce = bytesOf(value.nonce)
  const data = bytesOf(value.data)
  const { id, keyId, kdbx } = value
  if (
    slots.includes(null) ||
    nonce === null ||
    data === null ||
    typeof id !== 'string' ||
    typeof keyId !== 'string' ||
    (kdbx !== undefined && typeof kdbx !== 'string')
  )
    throw damaged('not-a-vault')
  return { header: { id, keyId, slots: slots as Slot[], ...(kdbx !== undefined && { kdbx }) }, nonce, data }
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

export function bytesOf(value: unknown): Buffer | null {
  return typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value) ? Buffer.from(value, 'base64') : null
}
