// kdbxweb with Argon2 given to it, loaded when first needed, and the bounds of what a file may ask of this machine.

import type * as Kdbxweb from 'kdbxweb'
import type { Kdbx } from 'kdbxweb'

export type KdbxLibrary = typeof Kdbxweb.default

/** An open KeePass file. Only the functions of this folder look inside. */
export interface KdbxBook {
  readonly db: Kdbx
  readonly web: KdbxLibrary
}

/** What a file asks of Argon2 before it opens. */
export interface KdbxCost {
  readonly memoryKib: number
  readonly iterations: number
  readonly parallelism: number
}

/** RFC 9106 §4, second recommended option: 64 MiB, 3 passes, 4 lanes. */
export const USUAL_COST: KdbxCost = { memoryKib: 64 * 1024, iterations: 3, parallelism: 4 }

/** A file of somebody else must not hold this machine for minutes. */
const MOST_MEMORY_KIB = 1024 * 1024
const MOST_PASSED_KIB = 32 * 1024 * 1024
export const MOST_AES_ROUNDS = 300_000_000

/** Thrown through the library; `openKdbx` turns it into a word for people. */
export class TooCostly extends Error {}

let loading: Promise<KdbxLibrary> | undefined

export function kdbxLibrary(): Promise<KdbxLibrary> {
  loading ??= load()
  return loading
}

async function load(): Promise<KdbxLibrary> {
  const [module, hash] = await Promise.all([import('kdbxweb'), import('hash-wasm')])
  const web: KdbxLibrary = module.default ?? (module as unknown as KdbxLibrary)
  web.CryptoEngine.setArgon2Impl(async (password, salt, memory, iterations, length, parallelism, type, version) => {
    if (memory > MOST_MEMORY_KIB || memory * iterations > MOST_PASSED_KIB || parallelism > 256) throw new TooCostly()
    if (version !== 0x13) throw new web.KdbxError(web.Consts.ErrorCodes.Unsupported, 'argon2 version')
    const argon2 = type === web.CryptoEngine.Argon2TypeArgon2id ? hash.argon2id : hash.argon2d
    const key = await argon2({
      password: new Uint8Array(password),
      salt: new Uint8Array(salt),
      parallelism,
      iterations,
      memorySize: memory,
      hashLength: length,
      outputType: 'binary',
    })
    // The library wants a buffer of its own, never a view of a shared one.
    return new Uint8Array(key).buffer
  })
  return web
}
