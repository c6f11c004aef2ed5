// The system's keyring (Secret Service, Keychain, Credential Manager) keeps the random key of a slot. Loaded only when a slot asks for it.

import { SesameError } from '../model/errors.ts'

const SERVICE = 'Sésame'
/** Who must unlock a keyring in a window needs time; a service without a screen must not wait for ever. */
const LIMIT_MS = 60_000

/** Null when the keyring works and has no such key. Throws `keyring-unavailable`. */
export async function keyFromKeyring(account: string): Promise<Buffer | null> {
  const text = await asked(account, (entry, signal) => entry.getPassword(signal))
  return text === null || text === undefined ? null : Buffer.from(text, 'base64')
}

/** Throws `keyring-unavailable`, also when the keyring does not give back what it was given. */
export async function keyToKeyring(account: string, key: Buffer): Promise<void> {
  await asked(account, (entry, signal) => entry.setPassword(key.toString('base64'), signal))
  if (!(await keyFromKeyring(account))?.equals(key)) throw new SesameError('keyring-unavailable', { why: 'forgetful' })
}

export async function forgetInKeyring(account: string): Promise<void> {
  await asked(account, (entry, signal) => entry.deleteCredential(signal))
}

type Entry = import('@napi-rs/keyring').AsyncEntry

async function asked<T>(account: string, ask: (entry: Entry, signal: AbortSignal) => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  try {
    const { AsyncEntry } = await import('@napi-rs/keyring')
    // Never the kernel's keyring of Linux, which forgets everything when the machine restarts.
    const entry = new AsyncEntry(SERVICE, account, { linux: { store: 'secret-service' } })
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), LIMIT_MS)
    })
    return await Promise.race([ask(entry, AbortSignal.timeout(LIMIT_MS)), late])
  } catch (error) {
    throw new SesameError('keyring-unavailable', { why: reason(error) }, error)
  } finally {
    clearTimeout(timer)
  }
}

/** What the platform said, short: it names a bus or a library, never a value. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (/dbus|DBUS_SESSION_BUS_ADDRESS|autolaunch/i.test(text)) return 'D-Bus'
  if (/no answer/.test(text)) return 'timeout'
  return text.replace(/\s+/g, ' ').slice(0, 80)
}

/** Null when it keeps and gives back; else why not. */
export async function keyringTrouble(): Promise<SesameError | null> {
  const account = `trial ${process.pid}`
  try {
    await keyToKeyring(account, Buffer.from('Sésame'))
    await forgetInKeyring(account)
    return null
  } catch (error) {
    if (error instanceof SesameError) return error
    throw error
  }
}
