// The page of a case. The server renders it whole; the island takes over `CaseBody` with the view as its state.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { CaseData, PageContext } from '../page-data.ts'
import { CaseBody } from './case-body.tsx'
import { Frame } from './frame.tsx'

export function CasePage({ data, page }: { data: CaseData; page: PageContext }): VNode {
  return (
    <Frame page={page} wide>
      {data.view.stage === 'looking' ? (
        <noscript>
          <p class="note">{deskIn(page.lang).verdict.refreshing}</p>
        </noscript>
      ) : null}
      <div data-island="case">
        <CaseBody view={data.view} />
      </div>
    </Frame>
  )
}
