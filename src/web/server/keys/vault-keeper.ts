// The vault as the desk uses it: its passphrase stays in the memory of this process alone, and is forgotten after a rest.

import { SesameError } from '../../../model/errors.ts'
import type { Lang } from '../../../model/lang.ts'
import type { Secret } from '../../../model/secret.ts'
import { lockVault, makeVault, openVault, type Vault, type VaultEntry, type VaultPlace, vaultStatus } from '../../../sesame.ts'
import { textIn } from '../../../text/index.ts'
import type { VaultView } from '../../keys-view.ts'

export const IDLE_MINUTES = 15

export interface VaultKeeper {
  /** For uses that open it themselves: nobody is asked, what was typed here is given. */
  place(): VaultPlace
  view(lang: Lang): Promise<VaultView>
  /** By name; empty where it is not open. */
  names(): Promise<readonly VaultEntry[]>
  /** Throws what `makeVault` throws. */
  make(how: { readonly passphrase: Secret } | { readonly keyring: true }): Promise<void>
  /** Throws `vault-passphrase` and what else `openVault` throws. */
  unlock(passphrase: Secret): Promise<void>
  lock(): Promise<void>
  close(): void
}

export function keepVault(
  place: { readonly folder?: string | undefined; readonly env: VaultPlace['env'] },
  idleMs: number = IDLE_MINUTES * 60_000,
): VaultKeeper {
  let passphrase: Secret | null = null
  let held: Vault | null = null
  let rest: NodeJS.Timeout | undefined
  const forget = () => {
    clearTimeout(rest)
    held?.close()
    held = null
    passphrase = null
  }
  const used = () => {
    clearTimeout(rest)
    if (passphrase === null) return
    rest = setTimeout(forget, idleMs)
    rest.unref()
  }
  const withAsk = (): VaultPlace => {
    used()
    const typed = passphrase
    return typed === null ? place : { ...place, ask: async (again) => (again ? null : typed) }
  }
  /** Null where it waits for its passphrase. */
  const opened = async (): Promise<Vault | null> => {
    if (held !== null) {
      used()
      return held
    }
    try {
      const vault = await openVault(withAsk())
      if (passphrase === null) return vault
      held = vault
      return vault
    } catch (error) {
      if (error instanceof SesameError && error.code === 'vault-locked') return null
      throw error
    }
  }

  return {
    place: withAsk,
    async view(lang) {
      try {
        const status = await vaultStatus(place)
        const open = status.open || passphrase !== null
        const by = status.opens.includes('passphrase') && !(status.open && status.opens.includes('keyring')) ? 'passphrase' : 'keyring'
        return {
          state: open ? 'open' : 'locked',
          by,
          idle: passphrase === null ? null : Math.max(1, Math.round(idleMs / 60_000)),
          trouble: status.trouble === null || open ? null : textIn(lang).error(status.trouble.code, status.trouble.args),
        }
      } catch (error) {
        if (!(error instanceof SesameError)) throw error
        if (error.code === 'vault-missing') return { state: 'none', by: null, idle: null, trouble: null }
        return { state: 'damaged', by: null, idle: null, trouble: textIn(lang).error(error.code, error.args) }
      }
    },
    async names() {
      const vault = await opened()
      if (vault === null) return []
      try {
        return [...(await vault.list())].sort((a, b) => (a.name < b.name ? -1 : 1))
      } finally {
        if (vault !== held) vault.close()
      }
    },
    async make(how) {
      await makeVault(place, how)
      if (!('passphrase' in how)) return
      passphrase = how.passphrase
      used()
    },
    async unlock(typed) {
      // Tried once: askers are asked three times, and a page asks by showing itself again.
      const vault = await openVault({ ...place, ask: async (again) => (again ? null : typed) }).catch((error) => {
        throw error instanceof SesameError && error.code === 'vault-locked' ? new SesameError('vault-passphrase') : error
      })
      forget()
      held = vault
      passphrase = typed
      used()
    },
    async lock() {
      forget()
      await lockVault(place)
    },
    close: forget,
  }
}
