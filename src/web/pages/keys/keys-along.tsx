// The second row of the menu, where keys are: sign-ins, registrations, vault, generator.

import type { VNode } from 'preact'
import { keysIn } from '../../../text/desk-keys.ts'
import type { PageContext } from '../../page-data.ts'
import { Along } from '../along.tsx'

export function KeysAlong({ page }: { page: PageContext }): VNode {
  const t = keysIn(page.lang).along
  return (
    <Along
      label={t.label}
      path={page.path}
      links={[
        ['/keys', t.signIns],
        ['/keys/register', t.registrations],
        ['/vault', t.vault],
        ['/vault/generator', t.generator],
      ]}
    />
  )
}
