// A list of accounts from a file, and the report of what became of each of its rows.

import type { VNode } from 'preact'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import type { ImportData } from '../../records-view.ts'
import { CardsTable } from '../cards-table.tsx'
import { describedBy, Field } from '../field.tsx'
import { Frame } from '../frame.tsx'
import { StateSign } from '../icons.tsx'
import { SheetsAlong } from './records-along.tsx'

export function ImportPage({ data, page }: { data: ImportData; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).imports
  return (
    <Frame page={page}>
      <SheetsAlong page={page} />
      <h1>{t.title}</h1>
      {data.report === null ? <p class="lead">{t.lead}</p> : <Report report={data.report} page={page} />}
      <form method="post" action="/sheets/import" encType="multipart/form-data" class="record">
        <Field name="file" label={t.file} hint={t.fileHint} fault={data.fault}>
          <input
            id="file"
            name="file"
            type="file"
            required
            accept=".csv,.tsv,.txt,.yaml,.yml,text/csv"
            aria-describedby={describedBy('file', true, data.fault !== null)}
            aria-invalid={data.fault === null ? undefined : true}
          />
        </Field>
        <p class="check">
          <label>
            <input type="checkbox" name="try" value="1" /> <span>{t.try}</span>
          </label>
        </p>
        <p class="check">
          <label>
            <input type="checkbox" name="update" value="1" /> <span>{t.update}</span>
          </label>
        </p>
        <button type="submit" class="primary">
          {t.go}
        </button>
      </form>
    </Frame>
  )
}

function Report({ report, page }: { report: NonNullable<ImportData['report']>; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).imports
  return (
    <section class="sheet" aria-labelledby="report">
      <h2 id="report">{t.report}</h2>
      {report.dry ? <p class="note">{t.dry}</p> : null}
      <ul class="plain" role="status">
        {report.sums.map((words) => (
          <li key={words}>
            <StateSign state="ok" /> {words}
          </li>
        ))}
        <li>
          <StateSign state={report.bad.length === 0 ? 'ok' : 'warned'} /> {t.badCount(report.bad.length)}
        </li>
      </ul>
      {report.broken === '' ? null : <p class="note broken">{report.broken}</p>}
      {report.notRead.length === 0 ? null : <p class="note warned">{t.notRead(report.notRead.join(', '))}</p>}
      {report.bad.length === 0 ? null : (
        <>
          <h3>{t.bad}</h3>
          <p>{t.badLead}</p>
          <CardsTable caption={t.bad} heads={[t.row, t.line, t.why]}>
            {report.bad.map(({ row, line, why }) => (
              <tr key={`${row} ${why}`}>
                <th scope="row">{row}</th>
                <td data-label={t.line}>{line}</td>
                <td data-label={t.why}>{why}</td>
              </tr>
            ))}
          </CardsTable>
          {report.file === null ? null : (
            <p>
              <a href={report.file} download>
                {t.save}
              </a>
            </p>
          )}
        </>
      )}
    </section>
  )
}
