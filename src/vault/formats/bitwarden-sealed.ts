// Bitwarden's export under a password of its own: PBKDF2 or Argon2id, stretched by HKDF (RFC 5869), then AES-256-CBC with HMAC-SHA-256.

import { createCipheriv, createDecipheriv, createHash, createHmac, pbkdf2, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Secret } from '../../model/secret.ts'

/** As Bitwarden's settings name them; memory in MiB. */
export type BitwardenKdf =
  | { readonly kind: 'pbkdf2'; readonly iterations: number }
  | { readonly kind: 'argon2id'; readonly iterations: number; readonly memoryMib: number; readonly lanes: number }

/** Bitwarden's own defaults. */
export const ARGON2ID: BitwardenKdf = { kind: 'argon2id', iterations: 3, memoryMib: 64, lanes: 4 }
export const PBKDF2: BitwardenKdf = { kind: 'pbkdf2', iterations: 600_000 }

/** What Bitwarden lets a person choose at most, and a little more. */
const MOST = { pbkdf2: 5_000_000, iterations: 100, memoryMib: 1024, lanes: 16 }
const PBKDF2_TYPE = 0
const ARGON2ID_TYPE = 1

interface Keys {
  readonly enc: Buffer
  readonly mac: Buffer
}

export type Opened =
  | { readonly plain: string }
  | { readonly refused: 'account-encrypted' | 'passphrase' | 'costly' | 'unsupported' | 'damaged' }

/** `value` is the file as JSON, with `encrypted: true`. */
export async function openBitwarden(value: Readonly<Record<string, unknown>>, passphrase: Secret): Promise<Opened> {
  // Without a password of its own it opens in one Bitwarden account alone.
  if (value.passwordProtected !== true) return { refused: 'account-encrypted' }
  const { salt, encKeyValidation_DO_NOT_EDIT: check, data } = value
  if (typeof salt !== 'string' || typeof check !== 'string' || typeof data !== 'string') return { refused: 'damaged' }
  const kdf = kdfOf(value)
  if (typeof kdf === 'string') return { refused: kdf }
  const keys = await derive(passphrase, salt, kdf)
  // The small text is there to tell a wrong password from a damaged file.
  const proof = decrypt(check, keys)
  if (proof !== null && 'refused' in proof) return proof
  if (proof === null) return { refused: 'passphrase' }
  const plain = decrypt(data, keys)
  return plain ?? { refused: 'damaged' }
}

/** The text of the file to write. */
export async function sealBitwarden(plain: string, passphrase: Secret, kdf: BitwardenKdf = ARGON2ID): Promise<string> {
  // The salt is the text itself, never the bytes that it stands for.
  const salt = randomBytes(16).toString('base64')
  const keys = await derive(passphrase, salt, kdf)
  const file = {
    encrypted: true,
    passwordProtected: true,
    salt,
    kdfType: kdf.kind === 'pbkdf2' ? PBKDF2_TYPE : ARGON2ID_TYPE,
    kdfIterations: kdf.iterations,
    ...(kdf.kind === 'argon2id' && { kdfMemory: kdf.memoryMib, kdfParallelism: kdf.lanes }),
    encKeyValidation_DO_NOT_EDIT: encrypt(randomUUID(), keys),
    data: encrypt(plain, keys),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

function kdfOf(value: Readonly<Record<string, unknown>>): BitwardenKdf | 'costly' | 'unsupported' | 'damaged' {
  const { kdfType, kdfIterations: iterations } = value
  if (!isCount(iterations)) return 'damaged'
  if (kdfType === PBKDF2_TYPE) return iterations > MOST.pbkdf2 ? 'costly' : { kind: 'pbkdf2', iterations }
  if (kdfType !== ARGON2ID_TYPE) return 'unsupported'
  const { kdfMemory: memoryMib, kdfParallelism: lanes } = value
  if (!isCount(memoryMib) || !isCount(lanes)) return 'damaged'
  if (iterations > MOST.iterations || memoryMib > MOST.memoryMib || lanes > MOST.lanes || iterations * memoryMib > 32 * 1024)
    return 'costly'
  return { kind: 'argon2id', iterations, memoryMib, lanes }
}

async function derive(passphrase: Secret, salt: string, kdf: BitwardenKdf): Promise<Keys> {
  const password = Buffer.from(passphrase.reveal(), 'utf8')
  const master =
    kdf.kind === 'pbkdf2' ? await promisify(pbkdf2)(password, salt, kdf.iterations, 32, 'sha256') : await argon2(password, salt, kdf)
  return { enc: expand(master, 'enc'), mac: expand(master, 'mac') }
}

/** Argon2 wants a salt of a certain length: Bitwarden gives it the hash of the text. */
async function argon2(password: Buffer, salt: string, kdf: BitwardenKdf & { kind: 'argon2id' }): Promise<Buffer> {
  const { argon2id } = await import('hash-wasm')
  const key = await argon2id({
    password,
    salt: createHash('sha256').update(salt, 'utf8').digest(),
    iterations: kdf.iterations,
    memorySize: kdf.memoryMib * 1024,
    parallelism: kdf.lanes,
    hashLength: 32,
    outputType: 'binary',
  })
  return Buffer.from(key)
}

/** RFC 5869 §2.3, for one block: T(1) = HMAC(PRK, info | 0x01). The step of extraction is left out, as Bitwarden does. */
function expand(key: Buffer, info: string): Buffer {
  return createHmac('sha256', key).update(info, 'utf8').update(Buffer.of(1)).digest()
}

/** `2.IV|TEXT|MAC`: kind 2 is AES-256-CBC, then HMAC-SHA-256 over IV and text. */
function encrypt(plain: string, { enc, mac }: Keys): string {
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', enc, iv)
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  const tag = createHmac('sha256', mac).update(iv).update(text).digest()
  return `2.${[iv, text, tag].map((part) => part.toString('base64')).join('|')}`
}

/** Null when the tag does not fit: nothing is decrypted then. */
function decrypt(sealed: string, { enc, mac }: Keys): { plain: string } | { refused: 'unsupported' | 'damaged' } | null {
  if (!/^\d+\./.test(sealed)) return { refused: 'damaged' }
  if (!sealed.startsWith('2.')) return { refused: 'unsupported' }
  const [iv, text, tag] = sealed
    .slice(2)
    .split('|')
    .map((part) => Buffer.from(part, 'base64'))
  if (iv?.length !== 16 || !text?.length || text.length % 16 !== 0 || tag?.length !== 32) return { refused: 'damaged' }
  if (!timingSafeEqual(createHmac('sha256', mac).update(iv).update(text).digest(), tag)) return null
  const decipher = createDecipheriv('aes-256-cbc', enc, iv)
  try {
    return { plain: Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8') }
  } catch {
    return { refused: 'damaged' }
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}
