// KeePass files (KDBX 4, and 3.1 as it is found): opened and saved as bytes, without any I/O. What other programs wrote in them stays.

import { SesameError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { type KdbxBook, type KdbxCost, type KdbxLibrary, kdbxLibrary, MOST_AES_ROUNDS, TooCostly, USUAL_COST } from './kdbx-library.ts'

export { type KdbxRead, putEntry, readEntries, removeEntry, trashed } from './kdbx-entries.ts'
export type { KdbxBook, KdbxCost } from './kdbx-library.ts'

export interface OpenKdbxOptions {
  readonly keyFile?: Uint8Array
  /** For the sentence of an error. */
  readonly file?: string
}

/** No list of passwords is larger; attachments may be. */
const MOST_BYTES = 128 * 1024 * 1024
const SIGNATURE = [0x03, 0xd9, 0xa2, 0x9a]
const KDB_1 = 0x65
const KDBX = 0x67

/** True for anything that KeePass wrote, an old KDB file too. */
export function looksLikeKdbx(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => bytes[at] === byte)
}

/** Throws `import-passphrase` when the passphrase (or the key file) is not the one, `import-invalid` for everything else. */
export async function openKdbx(bytes: Uint8Array, passphrase: Secret, options: OpenKdbxOptions = {}): Promise<KdbxBook> {
  const file = options.file ?? 'KDBX'
  const refuse = (why: string, cause?: unknown) => new SesameError('import-invalid', { file, format: 'KDBX', why }, cause)
  if (!looksLikeKdbx(bytes)) throw refuse('not-kdbx')
  if (bytes[4] === KDB_1) throw refuse('old-kdb')
  if (bytes[4] !== KDBX) throw refuse('not-kdbx')
  if (bytes.length > MOST_BYTES) throw refuse('too-large')
  const web = await kdbxLibrary()
  try {
    // Each reading takes a buffer of its own: a pooled one is read from its beginning, which is somebody else's.
    checkCost(web, new Uint8Array(bytes).buffer)
    const db = await web.Kdbx.load(new Uint8Array(bytes).buffer, credentials(web, passphrase, options.keyFile))
    return { db, web }
  } catch (error) {
    if (error instanceof TooCostly) throw refuse('costly', error)
    if (error instanceof web.KdbxError) {
      if (error.code === web.Consts.ErrorCodes.InvalidKey) throw new SesameError('import-passphrase', { file })
      if (error.code === web.Consts.ErrorCodes.InvalidVersion) throw refuse('newer')
      if (error.code === web.Consts.ErrorCodes.Unsupported) throw refuse('unsupported')
    }
    // The cause stays out: a parser may quote what it choked on.
    throw refuse('damaged')
  }
}

/** The XML that KeePass programs export, which is not encrypted. Throws `import-invalid`. */
export async function openKeepassXml(text: string, file = 'XML'): Promise<KdbxBook> {
  const web = await kdbxLibrary()
  try {
    return { db: await web.Kdbx.loadXml(text, credentials(web, new Secret(''))), web }
  } catch {
    throw new SesameError('import-invalid', { file, format: 'KeePass XML', why: 'damaged' })
  }
}

/** An empty file in memory, named for people. */
export async function newKdbx(name: string, passphrase: Secret, cost: KdbxCost = USUAL_COST): Promise<KdbxBook> {
  const web = await kdbxLibrary()
  const db = web.Kdbx.create(credentials(web, passphrase), name)
  db.meta.keyChanged = new Date()
  db.header.setKdf(web.Consts.KdfId.Argon2id)
  const kdf = db.header.kdfParameters!
  const { UInt32, UInt64 } = web.VarDictionary.ValueType
  kdf.set('M', UInt64, web.Int64.from(cost.memoryKib * 1024))
  kdf.set('I', UInt64, web.Int64.from(cost.iterations))
  kdf.set('P', UInt32, cost.parallelism)
  return { db, web }
}

/** The bytes to write; salts and keys are new each time. */
export async function saveKdbx(book: KdbxBook): Promise<Uint8Array> {
  return new Uint8Array(await book.db.save())
}

/** From the next `saveKdbx` on. A key file that belonged to the old passphrase stays needed. */
export async function changeKdbxPassphrase(book: KdbxBook, passphrase: Secret): Promise<void> {
  await book.db.credentials.setPassword(book.web.ProtectedValue.fromString(passphrase.reveal()))
  book.db.meta.keyChanged = new Date()
}

function credentials(web: KdbxLibrary, passphrase: Secret, keyFile?: Uint8Array) {
  return new web.Credentials(web.ProtectedValue.fromString(passphrase.reveal()), keyFile ? new Uint8Array(keyFile) : null)
}

/** Argon2 is bounded where it runs; the rounds of the older AES derivation are read here, before they begin. */
function checkCost(web: KdbxLibrary, data: ArrayBuffer): void {
  const header = web.KdbxHeader.read(new web.BinaryStream(data), new web.KdbxContext({ kdbx: new web.Kdbx() }))
  const rounds = header.keyEncryptionRounds ?? Number(header.kdfParameters?.get('R')?.valueOf() ?? 0)
  if (rounds > MOST_AES_ROUNDS) throw new TooCostly()
}
