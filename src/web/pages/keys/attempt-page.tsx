// The page of one sign-in. The server renders it whole; the island takes over `AttemptBody` with the view as its state.

import type { VNode } from 'preact'
import { keysIn } from '../../../text/desk-keys.ts'
import type { AttemptView } from '../../keys-view.ts'
import type { PageContext } from '../../page-data.ts'
import { Frame } from '../frame.tsx'
import { AttemptBody, isMoving } from './attempt-body.tsx'

export function AttemptPage({ view, page }: { view: AttemptView; page: PageContext }): VNode {
  return (
    <Frame page={page}>
      {isMoving(view) ? (
        <noscript>
          <p class="note">{keysIn(page.lang).attempt.refreshing}</p>
        </noscript>
      ) : null}
      <div data-island="attempt">
        <AttemptBody view={view} />
      </div>
    </Frame>
  )
}
