// Signing out: asked once more before, and after it where the permission can be taken back at the provider itself.

import type { VNode } from 'preact'
import { keysIn } from '../../../text/desk-keys.ts'
import type { SignOutData } from '../../keys-view.ts'
import type { PageContext } from '../../page-data.ts'
import { Frame } from '../frame.tsx'
import { Elsewhere } from '../rich-text.tsx'

export function SignOutPage({ data, page }: { data: SignOutData; page: PageContext }): VNode {
  const t = keysIn(page.lang).out
  const { address, done, revoked, refusal, takeBack } = data
  const after = revoked ? t.revoked : refusal !== '' ? t.notRevoked(refusal) : takeBack === null ? t.keptNowhere : t.kept
  return (
    <Frame page={page}>
      <h1>{done ? t.done(address) : t.title(address)}</h1>
      <p class="lead">{done ? after : t.lead}</p>
      {done && takeBack !== null ? (
        <p>
          {revoked ? `${t.more} ` : ''}
          <Elsewhere href={takeBack} lang={page.lang} />
        </p>
      ) : null}
      {done ? (
        <p>
          <a class="button" href="/keys">
            {t.back}
          </a>
        </p>
      ) : (
        <form method="post" class="buttons">
          <button type="submit" class="danger">
            {t.yes}
          </button>
          <a class="button" href="/keys">
            {t.no}
          </a>
        </form>
      )}
    </Frame>
  )
}
