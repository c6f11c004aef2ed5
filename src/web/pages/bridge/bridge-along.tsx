// The second row of the menu, where the bridge is.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { PageContext } from '../../page-data.ts'
import { Along } from '../along.tsx'

export function BridgeAlong({ page }: { page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).along
  return (
    <Along
      label={t.label}
      path={page.path}
      links={[
        ['/bridge', t.overview],
        ['/bridge/add', t.add],
        ['/bridge/queue', t.queue],
      ]}
    />
  )
}
