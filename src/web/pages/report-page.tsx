// A case to give away: what was told, seen, judged and advised, redacted by the server before it came here.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { PageContext, ReportData } from '../page-data.ts'
import { BecauseChart } from './because-chart.tsx'
import { Frame } from './frame.tsx'
import { StateSign } from './icons.tsx'
import { PaperHead } from './paper-head.tsx'
import { ProofTable } from './proof-table.tsx'
import { Lines } from './transcript.tsx'

export function ReportPage({ data, page }: { data: ReportData; page: PageContext }): VNode {
  const desk = deskIn(page.lang)
  const t = desk.report
  const { view } = data
  return (
    <Frame page={page}>
      <article class="paper report">
        <PaperHead caseId={data.id} lang={page.lang} />
        <h1>{t.title}</h1>
        <p class="lead no-paper">{t.lead}</p>
        <p class="no-paper">
          <a href={`/cases/${data.id}/report?format=json`} download>
            {t.save}
          </a>
        </p>
        <p class="hint">{t.made(desk.moment(data.when), data.version)}</p>
        <h2>{t.case}</h2>
        <dl class="whynext">
          <Row what={t.address} says={view.address} />
          <Row what={t.app} says={view.app ?? t.unknown} />
          <Row what={t.provider} says={view.provider ?? t.unknown} />
        </dl>
        {data.told.length > 0 ? (
          <>
            <h2>{t.told}</h2>
            {data.told.map((words) => (
              <blockquote key={words}>{words}</blockquote>
            ))}
          </>
        ) : null}
        <h2>{desk.verdict.title}</h2>
        <p class="sentence">{view.verdict || view.trouble?.what}</p>
        <Causes data={data} page={page} />
        <Wire data={data} page={page} />
        {view.proof && view.proof.rows.length > 0 ? (
          <>
            <h2>{desk.proof.title}</h2>
            <p>{view.proof.says}</p>
            <ProofTable rows={view.proof.rows} lang={page.lang} />
          </>
        ) : null}
      </article>
    </Frame>
  )
}

function Row({ what, says }: { what: string; says: string }): VNode {
  return (
    <div>
      <dt>{what}</dt>
      <dd>{says}</dd>
    </div>
  )
}

function Causes({ data, page }: { data: ReportData; page: PageContext }): VNode {
  const t = deskIn(page.lang).verdict
  return (
    <>
      {data.view.causes.map((cause) => (
        <section key={cause.id}>
          <h3>
            {cause.title} <span class="hint">{t.sure(cause.probability)}</span>
          </h3>
          <p>
            <code>{cause.id}</code>
          </p>
          <BecauseChart because={cause.because} lang={page.lang} />
        </section>
      ))}
    </>
  )
}

function Wire({ data, page }: { data: ReportData; page: PageContext }): VNode {
  const desk = deskIn(page.lang)
  return (
    <>
      <h2>{desk.report.road}</h2>
      {data.view.road.map((hop) => (
        <section key={hop.hop} class="report-hop">
          <h3>
            <StateSign state={hop.state} /> {desk.hops[hop.hop]} <span class="hint">{desk.states[hop.state]}</span>
          </h3>
          {hop.says ? <p>{hop.says}</p> : null}
          <Lines hop={hop} lang={page.lang} />
        </section>
      ))}
    </>
  )
}
