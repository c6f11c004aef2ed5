// A field for a secret: never filled by us, never kept by the browser, its fault said beside it.

import type { VNode } from 'preact'
import { describedBy, Field } from '../field.tsx'

interface PassphraseProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly optional?: string | undefined
  readonly fault?: { readonly what: string; readonly next: string } | null | undefined
  /** It is being made, not remembered. */
  readonly fresh?: boolean
  readonly needed?: boolean
}

export function Passphrase({ name, label, hint, optional, fault, fresh = false, needed = false }: PassphraseProps): VNode {
  return (
    <Field name={name} label={label} hint={hint} optional={optional} fault={fault}>
      <input
        id={name}
        name={name}
        type="password"
        autocomplete={fresh ? 'new-password' : 'off'}
        autocapitalize="none"
        spellcheck={false}
        maxLength={1024}
        required={needed}
        aria-describedby={describedBy(name, hint !== undefined, Boolean(fault))}
        aria-invalid={fault ? true : undefined}
      />
    </Field>
  )
}
