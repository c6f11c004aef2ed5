// Every form of the records: its fields from plain data, so that each works without script and says what is wrong beside the field.

import type { VNode } from 'preact'
import { deskIn } from '../../../text/desk.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import type { FieldView, FormData as RecordForm } from '../../records-view.ts'
import { Fault } from '../fault.tsx'
import { Choice, describedBy, Field } from '../field.tsx'
import { Frame } from '../frame.tsx'
import { SheetsAlong } from './records-along.tsx'

export function RecordFormPage({ data, page }: { data: RecordForm; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang)
  const known = data.fields.some(({ name }) => name === data.fault?.field)
  return (
    <Frame page={page}>
      <SheetsAlong page={page} />
      <h1>{data.title}</h1>
      {data.lead === '' ? null : <p class="lead">{data.lead}</p>}
      {data.warning === '' ? null : <p class="note warned">{data.warning}</p>}
      <Fault fault={known ? null : data.fault} />
      <form method="post" action={data.action} class="record">
        {Object.entries(data.hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} key={name} />
        ))}
        {data.fields.map((field) => (
          <Control field={field} fault={data.fault?.field === field.name ? data.fault : null} page={page} key={field.name} />
        ))}
        <p class="go">
          <button type="submit" class="primary">
            {data.go}
          </button>
          <a href={data.back.href}>{data.back.words}</a>
        </p>
      </form>
      {data.remove === null ? null : (
        <details class="sure-delete">
          <summary>{data.remove.words}</summary>
          <form method="post" action={data.remove.action}>
            {Object.entries(data.hidden).map(([name, value]) => (
              <input type="hidden" name={name} value={value} key={name} />
            ))}
            <button type="submit" class="danger">
              {t.remove}
            </button>
          </form>
        </details>
      )}
    </Frame>
  )
}

function Control({ field, fault, page }: { field: FieldView; fault: RecordForm['fault']; page: PageContext }): VNode {
  const { name, label, hint, kind, value, choices, needed } = field
  if (kind === 'choice') return <Choice name={name} label={label} choices={Object.fromEntries(choices)} chosen={value} />
  if (kind === 'check')
    return (
      <p class="check">
        <label>
          <input type="checkbox" name={name} value="1" checked={value !== ''} /> <span>{label}</span>
        </label>
      </p>
    )
  const about = {
    id: name,
    name,
    required: needed,
    'aria-describedby': describedBy(name, hint !== '', fault !== null),
    'aria-invalid': fault === null ? undefined : true,
  }
  return (
    <Field name={name} label={label} hint={hint || undefined} optional={needed ? undefined : deskIn(page.lang).ask.optional} fault={fault}>
      {kind === 'lines' ? (
        <textarea {...about} rows={3} maxLength={8000} spellcheck={false}>
          {value}
        </textarea>
      ) : (
        <input
          {...about}
          type={kind}
          value={value}
          list={choices.length > 0 ? `${name}-known` : undefined}
          min={kind === 'number' ? 0 : undefined}
          max={kind === 'number' ? 1200 : undefined}
          maxLength={kind === 'text' || kind === 'email' ? 500 : undefined}
          autocomplete="off"
        />
      )}
      {choices.length === 0 ? null : (
        <datalist id={`${name}-known`}>
          {choices.map(([known, words]) => (
            <option value={known} key={known}>
              {words}
            </option>
          ))}
        </datalist>
      )}
    </Field>
  )
}
