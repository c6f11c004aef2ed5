// The vault as the desk uses it: its passphrase stays in the memory of this process alone, and is forgotten after a rest.

import { SesameError } from '../../../model/errors.ts'
import type { Lang } from '../../../model/lang.ts'
import type { Secret } from '../../../model/secret.ts'
import {
  forgettingVault,
  lockVault,
  makeVault,
  openVault,
  type Vault,
  type VaultEntry,
  type VaultPlace,
  vaultStatus,
} from '../../../sesame.ts'
import { textIn } from '../../../text/index.ts'
import type { VaultView } from '../../keys-view.ts'

export const IDLE_MINUTES = 15

export interface VaultKeeper {
  view(lang: Lang): Promise<VaultView>
  /** For uses that take an open one; it is closed or kept by this. Throws what `openVault` throws. */
  use<T>(work: (vault: Vault) => Promise<T>): Promise<T>
  /** One that a rest does not close; whoever asked for it closes it, but not one that forgets. Throws what `openVault` throws. */
  another(): Promise<Vault>
  /** By name; empty where there is none, or it is locked. */
  names(): Promise<readonly VaultEntry[]>
  /** Throws what `makeVault` throws. */
  make(how: { readonly passphrase: Secret } | { readonly keyring: true }): Promise<void>
  /** Throws `vault-passphrase` and what else `openVault` throws. */
  unlock(passphrase: Secret): Promise<void>
  lock(): Promise<void>
  close(): void
}

interface KeepRequest {
  readonly folder?: string | undefined
  readonly env: VaultPlace['env']
  readonly idleMs?: number | undefined
  /** One in memory alone: the lab's, which nobody has to make or open. */
  readonly forgets: boolean
}

export function keepVault({ idleMs = IDLE_MINUTES * 60_000, forgets, ...place }: KeepRequest): VaultKeeper {
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
  const opened = async (): Promise<Vault> => {
    if (forgets) held ??= await forgettingVault()
    if (held !== null) {
      used()
      return held
    }
    const vault = await openVault(withAsk())
    if (passphrase !== null) held = vault
    return vault
  }
  const use = async <T>(work: (vault: Vault) => Promise<T>): Promise<T> => {
    const vault = await opened()
    try {
      return await work(vault)
    } finally {
      used()
      if (vault !== held) vault.close()
    }
  }

  return {
    use,
    another: () => (forgets ? opened() : openVault(withAsk())),
    async view(lang) {
      if (forgets) return { state: 'open', by: null, idle: null, trouble: null }
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
      try {
        return await use(async (vault) => [...(await vault.list())].sort((a, b) => (a.name < b.name ? -1 : 1)))
      } catch (error) {
        if (error instanceof SesameError && /^vault-(locked|missing)$/.test(error.code)) return []
        throw error
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
