// A lost device: which one, and the runs that were begun and wait to be gone on with.

import type { VNode } from 'preact'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import type { LostData } from '../../records-view.ts'
import { describedBy, Field } from '../field.tsx'
import { Frame } from '../frame.tsx'
import { SheetsAlong } from './records-along.tsx'

export function LostPage({ data, page }: { data: LostData; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).lost
  return (
    <Frame page={page}>
      <SheetsAlong page={page} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p class="note warned">{t.first}</p>
      {data.running.length === 0 ? null : (
        <section aria-labelledby="running">
          <h2 id="running">{t.running}</h2>
          <ul class="plain lists">
            {data.running.map(({ href, title, open }) => (
              <li key={href}>
                <a href={href}>{title}</a> <span class="hint">{t.open(open)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {data.devices.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <section aria-labelledby="known">
          <h2 id="known">{t.known}</h2>
          <ul class="plain lists">
            {data.devices.map(({ name, sheets }) => (
              <li key={name}>
                <form method="post" action="/lost">
                  <input type="hidden" name="device" value={name} />
                  <button type="submit">
                    {name} <span class="hint">{t.onSheets(sheets.length)}</span>
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
      <form method="post" action="/lost" class="record">
        <Field name="device" label={t.which} hint={t.whichHint} fault={data.fault}>
          <input
            id="device"
            name="device"
            type="text"
            required
            value={data.typed}
            maxLength={200}
            autocomplete="off"
            aria-describedby={describedBy('device', true, data.fault !== null)}
            aria-invalid={data.fault === null ? undefined : true}
          />
        </Field>
        <button type="submit" class="primary">
          {t.go}
        </button>
      </form>
    </Frame>
  )
}
