// A new device: which sign-in it uses, what it may do, and, folded away, its limits. Its password is the answer.

import type { VNode } from 'preact'
import { deskIn } from '../../../text/desk.ts'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { AddDeviceData } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { Fault } from '../fault.tsx'
import { describedBy, Field } from '../field.tsx'
import { Frame } from '../frame.tsx'
import { VaultNote } from '../keys/vault-note.tsx'
import { BridgeAlong } from './bridge-along.tsx'
import { DeviceLimits } from './device-limits.tsx'

const OWN = ['name', 'title', 'signin', 'shared', 'protocols']
const LIMITS = ['senders', 'networks', 'per-minute', 'expires']
const PROTOCOLS = ['smtp', 'imap', 'pop3'] as const

export function AddDevicePage({ data, page }: { data: AddDeviceData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang)
  const { add } = t
  const { fault, typed, signIns } = data
  const known = fault !== null && [...OWN, ...LIMITS].includes(fault.field)
  const faultOf = (name: string) => (fault?.field === name ? fault : null)
  const optional = deskIn(page.lang).ask.optional
  const text = (name: string, needed: boolean, hint: boolean) => ({
    id: name,
    name,
    value: typed[name],
    required: needed,
    autocomplete: 'off',
    autocapitalize: 'none' as const,
    spellcheck: false,
    'aria-describedby': describedBy(name, hint, faultOf(name) !== null),
    'aria-invalid': faultOf(name) === null ? undefined : true,
  })
  return (
    <Frame page={page}>
      <BridgeAlong page={page} />
      <h1>{add.title}</h1>
      <p class="lead">{add.lead}</p>
      <VaultNote vault={data.vault} lang={page.lang} />
      <Fault fault={known ? null : fault} />
      {data.vault.state === 'open' && signIns.length === 0 ? (
        <p class="note warned">
          {add.noSignIn} <a href="/keys">{add.toSignIns}</a>
        </p>
      ) : null}
      <form method="post" action="/bridge/add" class="record">
        <Field name="name" label={add.name} hint={add.nameHint} fault={faultOf('name')}>
          <input {...text('name', true, true)} maxLength={40} />
        </Field>
        <Field name="title" label={add.what} hint={add.whatHint} optional={optional}>
          <input {...text('title', false, true)} autocapitalize="sentences" maxLength={100} />
        </Field>
        <Field name="signin" label={add.signIn} hint={add.signInHint} fault={faultOf('signin')}>
          <select id="signin" name="signin" required aria-describedby={describedBy('signin', true, faultOf('signin') !== null)}>
            {signIns.map(({ entry, address, sort }) => (
              <option value={entry} selected={typed.signin === entry} key={entry}>
                {address} ({add.kinds[sort] ?? sort})
              </option>
            ))}
          </select>
        </Field>
        <fieldset class={faultOf('protocols') === null ? 'checks' : 'checks faulty'}>
          <legend>{add.protocols}</legend>
          {PROTOCOLS.map((protocol) => (
            <label key={protocol}>
              <input type="checkbox" name="protocols" value={protocol} checked={data.protocols.includes(protocol)} />{' '}
              <span>{add.protocolWords[protocol]}</span>
            </label>
          ))}
          {faultOf('protocols') === null ? null : (
            <p class="fault">
              <strong>{add.faults.protocols.what}</strong> {add.faults.protocols.next}
            </p>
          )}
        </fieldset>
        <details class="more" open={fault !== null && [...LIMITS, 'shared'].includes(fault.field)}>
          <summary>{add.more}</summary>
          <Field name="shared" label={add.shared} hint={add.sharedHint} optional={optional} fault={faultOf('shared')}>
            <input {...text('shared', false, true)} type="email" maxLength={320} />
          </Field>
          <DeviceLimits data={data} page={page} />
        </details>
        {data.local ? (
          <p class="go">
            <button type="submit" class="primary" disabled={data.vault.state !== 'open' || signIns.length === 0}>
              {add.go}
            </button>
            <a href="/bridge">{t.cancel}</a>
          </p>
        ) : (
          <p class="note">{add.remote}</p>
        )}
      </form>
    </Frame>
  )
}
