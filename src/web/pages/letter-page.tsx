// A letter ready to send: subject and body, to copy or print.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { LetterData, PageContext } from '../page-data.ts'
import { CopyFrom } from './copy-value.tsx'
import { Frame } from './frame.tsx'
import { PaperHead } from './paper-head.tsx'

export function LetterPage({ data, page }: { data: LetterData; page: PageContext }): VNode {
  const t = deskIn(page.lang).letter
  return (
    <Frame page={page}>
      <article class="paper">
        <PaperHead caseId={data.id} lang={page.lang} back={data.back} />
        <p class="eyebrow">{data.to}</p>
        <h1>{data.subject}</h1>
        <p class="lead no-paper">{t.lead}</p>
        <section class="sheet" aria-label={t.body}>
          <p class="subject">
            <strong>{t.subject}</strong> <span id="letter-subject">{data.subject}</span>
          </p>
          <pre class="letter-body" id="letter-body">
            {data.text}
          </pre>
        </section>
        <p class="along">
          <CopyFrom id="letter-body" words={t.copyBody} />
          <CopyFrom id="letter-subject" words={t.copySubject} />
        </p>
      </article>
    </Frame>
  )
}
