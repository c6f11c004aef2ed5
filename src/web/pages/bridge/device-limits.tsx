// The narrower part of a new device: as whom it sends, where it comes from, how much, how long, and what is done for it.

import type { VNode } from 'preact'
import { deskIn } from '../../../text/desk.ts'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { AddDeviceData } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { describedBy, Field } from '../field.tsx'

const YES = ['mend', 'queue', 'graph', 'oldTls'] as const

export function DeviceLimits({ data, page }: { data: AddDeviceData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).add
  const optional = deskIn(page.lang).ask.optional
  const { typed } = data
  const field = (name: string, label: string, hint?: string) => ({
    ...{ name, label, hint, optional },
    fault: data.fault?.field === name ? data.fault : null,
  })
  const about = (name: string, hint: boolean) => ({
    id: name,
    name,
    'aria-describedby': describedBy(name, hint, data.fault?.field === name),
    'aria-invalid': data.fault?.field === name ? true : undefined,
  })
  return (
    <>
      <Field {...field('senders', t.senders, t.sendersHint)}>
        <textarea {...about('senders', true)} rows={2} maxLength={4000} spellcheck={false} autocapitalize="none">
          {typed.senders}
        </textarea>
      </Field>
      <Field {...field('networks', t.networks, t.networksHint(data.network))}>
        <textarea {...about('networks', true)} rows={2} maxLength={2000} spellcheck={false} autocapitalize="none">
          {typed.networks}
        </textarea>
      </Field>
      <div class="pair">
        <Field {...field('per-minute', t.perMinute)}>
          <input
            {...about('per-minute', false)}
            type="text"
            inputMode="numeric"
            pattern="[0-9]*"
            maxLength={5}
            value={typed['per-minute']}
            autocomplete="off"
          />
        </Field>
        <Field {...field('expires', t.expires)}>
          <input {...about('expires', false)} type="date" value={typed.expires} />
        </Field>
      </div>
      <div class="checks">
        {YES.map((name) => (
          <label key={name}>
            <input type="checkbox" name={name} value="1" checked={typed[name] === '1'} /> <span>{t[name]}</span>
          </label>
        ))}
      </div>
    </>
  )
}
