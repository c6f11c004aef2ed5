// The guide for the phone: a code that holds the text itself, because a phone cannot reach this computer's own address.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { PageContext, QrData } from '../page-data.ts'
import { Frame } from './frame.tsx'
import { PaperHead } from './paper-head.tsx'
import { QrCode } from './qr-code.tsx'

export function QrPage({ data, page }: { data: QrData; page: PageContext }): VNode {
  const t = deskIn(page.lang).qr
  return (
    <Frame page={page}>
      <article class="paper">
        <PaperHead caseId={data.id} lang={page.lang} />
        <p class="eyebrow">{t.title}</p>
        <h1>{data.title}</h1>
        <p class="lead">{t.lead}</p>
        <QrCode modules={data.modules} alt={t.alt} />
        {data.left > 0 ? <p class="note warned">{t.left(data.left)}</p> : null}
        <p class="hint">{t.why}</p>
        <details>
          <summary>{t.text}</summary>
          <div class="letter-body sheet">{data.text}</div>
        </details>
      </article>
    </Frame>
  )
}
