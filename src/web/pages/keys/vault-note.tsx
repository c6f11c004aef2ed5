// What must be said of the vault on a page that needs it: nothing while it is open.

import type { VNode } from 'preact'
import type { Lang } from '../../../model/lang.ts'
import { keysIn } from '../../../text/desk-keys.ts'
import type { VaultView } from '../../keys-view.ts'

export function VaultNote({ vault, lang }: { vault: VaultView; lang: Lang }): VNode | null {
  const t = keysIn(lang)
  if (vault.state === 'open') return null
  return (
    <p class="note warned">
      <strong>{t.vault.states[vault.state]}.</strong>{' '}
      {vault.trouble === null ? t.list.vaultFirst : `${vault.trouble.what} ${vault.trouble.next}`} <a href="/vault">{t.list.openVault}</a>
    </p>
  )
}
