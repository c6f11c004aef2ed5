// A page that cannot be shown: what happened, why, what to do, and where to go on.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { ErrorData, PageContext } from '../page-data.ts'
import { Frame } from './frame.tsx'
import { StateSign } from './icons.tsx'
import { WhyNext } from './trouble.tsx'

export function ErrorPage({ data, page }: { data: ErrorData; page: PageContext }): VNode {
  const t = deskIn(page.lang).errors
  return (
    <Frame page={page}>
      <div class="verdict unknown">
        <p class="eyebrow">
          <StateSign state="warned" /> {t.title} ({data.status})
        </p>
        <h1>{data.what}</h1>
        <WhyNext why={data.why} next={data.next} lang={page.lang} />
        {data.back === null ? null : (
          <p>
            <a class="button" href={data.back.href}>
              {data.back.label}
            </a>
          </p>
        )}
      </div>
    </Frame>
  )
}
